"""What stands in one cell: days, lengths, shares, names, links and states, as people write them."""
