"""What the coordinator thinks of a task, and the plan by which its lead recovers it."""
