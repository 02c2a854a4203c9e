"""Answers for machines that watch the house."""
