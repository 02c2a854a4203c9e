"""Pages on which agencies talk and hand work over."""
