"""Fixtures of these tests."""

from support.fixtures import founded, office

__all__ = ["founded", "office"]
