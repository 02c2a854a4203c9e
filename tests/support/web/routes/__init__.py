"""Every route: its address, what is sent to it, and what it changes, made for it."""
