"""Pages that bring plans in and take them out."""
