"""Mail on its way: claimed, written, handed over, and what became of it."""
