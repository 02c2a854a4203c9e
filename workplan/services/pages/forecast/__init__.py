"""What the page of the forecast shows, and its files."""
