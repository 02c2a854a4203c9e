"""What a sentence orders, and whom; what a list below it, or a list of names, takes from it."""
