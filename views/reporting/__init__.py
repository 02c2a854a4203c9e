"""Pages of reports and their evidence."""
