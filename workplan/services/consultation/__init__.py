"""What stakeholders write to a plan, what becomes of each point, and how they are answered."""
