"""From given to agreed: who has a task, and which later days were asked for and agreed."""
