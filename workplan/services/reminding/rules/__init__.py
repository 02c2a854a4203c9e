"""What reminder rules say in words of their own, and what changing one does."""
