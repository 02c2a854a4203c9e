"""Charts: pure geometry, and two renderers of it."""
