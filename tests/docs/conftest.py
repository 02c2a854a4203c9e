"""Fixtures of these tests."""

from support.ground.fixtures import founded, office

__all__ = ["founded", "office"]
