"""What the pages of agencies show."""
