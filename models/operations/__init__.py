"""Tables of the house itself: what administrators set, and the backups that were made."""
