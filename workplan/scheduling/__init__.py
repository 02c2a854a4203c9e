"""Which date, and why: a Network goes in, a Schedule comes out."""
