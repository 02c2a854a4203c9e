"""Fixtures of these tests."""

from __future__ import annotations

from support.ground.fixtures import founded, office

__all__ = ["founded", "office"]
