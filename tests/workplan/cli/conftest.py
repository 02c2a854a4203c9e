"""Fixtures of these tests."""

from support.ground.fixtures import app_context, founded, mail_server, office, sender

__all__ = ["app_context", "founded", "mail_server", "office", "sender"]
