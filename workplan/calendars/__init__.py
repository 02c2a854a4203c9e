"""Which days count: working days, federal holidays, and the dates that a directive orders."""
