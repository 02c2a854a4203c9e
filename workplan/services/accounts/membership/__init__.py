"""Who belongs to a plan: joining, changing, leaving, and what is held."""
