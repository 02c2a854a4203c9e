"""Pages that show and change nothing."""
