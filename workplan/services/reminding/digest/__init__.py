"""What a mail says: the tasks that fall due, what others said, and the week of a plan."""
