"""Plans as a whole: founded, copied, kept as templates, renamed, put away and purged."""
