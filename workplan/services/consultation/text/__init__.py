"""The text of a plan: its sections, their sources, what is said of them, and frozen versions."""
