"""Changes of changes: many at once, tried first, or taken back."""
