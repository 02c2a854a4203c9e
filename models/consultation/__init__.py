"""What stakeholders write to a plan, point by point, and the mails that answer them."""
