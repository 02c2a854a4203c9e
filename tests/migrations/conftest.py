"""Fixtures of the tests of migrations."""

from support.ground.fixtures import app_context, founded, office

__all__ = ["app_context", "founded", "office"]
