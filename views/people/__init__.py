"""Pages of what all plans share about who takes part: the agencies."""
