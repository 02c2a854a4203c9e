"""Tables of what agencies say and offer to each other."""
