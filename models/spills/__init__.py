"""Tables of spills: what has to leave for good, and that it left."""
