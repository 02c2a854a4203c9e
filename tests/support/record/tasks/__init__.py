"""What happens to a task in tests: offered, given a later suspense, claimed, ended."""
