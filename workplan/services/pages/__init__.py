"""What a screen shows; selects only."""
