"""One task's page: its line in time, its stream, what may be done with it."""
