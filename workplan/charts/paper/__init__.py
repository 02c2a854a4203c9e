"""The Gantt chart on pages of paper."""
