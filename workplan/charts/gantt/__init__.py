"""The Gantt chart: its rows, its geometry, and how it is drawn in pages and in pictures."""
