"""What is decided, done, feared and open beside the tasks of a plan: its registers."""
