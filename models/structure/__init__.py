"""Tables of what ties tasks: dependencies and baselines."""
