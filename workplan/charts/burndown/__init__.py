"""The burndown chart: its geometry, and how it is drawn in pages and as files."""
