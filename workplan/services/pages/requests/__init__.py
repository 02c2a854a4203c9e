"""What pages show of change requests."""
