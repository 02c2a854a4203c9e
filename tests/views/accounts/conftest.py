"""Fixtures of accounts on the web."""

from support.ground.fixtures import mail_server, quick_hashes

__all__ = ["mail_server", "quick_hashes"]
