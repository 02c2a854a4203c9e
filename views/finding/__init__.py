"""Pages that find tasks."""
