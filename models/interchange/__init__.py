"""Tables of how plans come in."""
