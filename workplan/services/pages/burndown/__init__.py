"""What the page of the burndown shows, and its files."""
