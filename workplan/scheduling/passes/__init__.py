"""The walks through a network: early dates, late dates, and the float between them."""
