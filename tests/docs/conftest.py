"""Fixtures of these tests."""

from support.ground.fixtures import founded, office, quick_hashes

__all__ = ["founded", "office", "quick_hashes"]
