"""What the page of the Gantt chart shows, and its files."""
