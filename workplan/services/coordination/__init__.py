"""Agencies that do not command each other: talk, offers, hand-overs, support, requests, notices."""
