"""Pages of reminders, their links and preferences."""
