"""What a plan came to, as its close-out report says it."""
