"""Signing in: passwords, links, sessions, limits."""
