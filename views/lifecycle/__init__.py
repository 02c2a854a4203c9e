"""Pages of plans as a whole: begun, described, moved through their stages, put away."""
