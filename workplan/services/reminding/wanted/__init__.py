"""Which reminders plans owe: read from the database, and told apart by rules."""
