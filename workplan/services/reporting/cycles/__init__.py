"""Reporting cycles: opened, asked for, and closed with what stood then."""
