"""Changes taken back: each kind by its own rule, and what is in the way of it."""
