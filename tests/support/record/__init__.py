"""What is stored, compared: journals, counts, snapshots."""
