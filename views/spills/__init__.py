"""Pages of what has to leave for good."""
