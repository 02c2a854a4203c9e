"""Fixtures of these tests."""

from support.fixtures import mail_server, office, sender

__all__ = ["mail_server", "office", "sender"]
