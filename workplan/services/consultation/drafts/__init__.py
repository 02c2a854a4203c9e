"""Answers to points of comments that agencies draft, and the coordinator settles."""
