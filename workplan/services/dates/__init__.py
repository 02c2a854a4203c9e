"""Dates as they are stored: the network read, rescheduled, tried out, and why each date falls."""
