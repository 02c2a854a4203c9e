"""How the work goes, and when it ends: burndown, moves of dates, forecast."""
