"""Lists, filters, saved views and search."""
