"""Plans in and out: imports, merges, exports, archives, calendar feeds."""
