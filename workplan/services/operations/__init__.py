"""The house itself: its beat, its health, checkpoints of its journal."""
