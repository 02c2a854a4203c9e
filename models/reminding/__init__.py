"""Tables of reminders, their rules, the mail that waits and its links."""
