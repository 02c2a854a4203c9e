"""Tables of plans and their tasks, with suspenses and directives."""
