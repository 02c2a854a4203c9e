"""Who wrote comments: what is kept of them, and how that leaves for good."""
