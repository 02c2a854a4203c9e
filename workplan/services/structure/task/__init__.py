"""Tasks, their order and their dependencies."""
