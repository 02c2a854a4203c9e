"""The embedded sample plans, as data, and their loader."""
