"""The text of a plan as it is read: its sections with notes, and versions with their changes."""
