"""Pages of what stakeholders write to a plan."""
