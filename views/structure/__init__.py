"""Pages that change what a plan is made of."""
