"""Lists of what a plan or the house has, other than tasks."""
