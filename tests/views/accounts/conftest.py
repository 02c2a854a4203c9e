"""Fixtures of accounts on the web."""

from support.ground.fixtures import mail_server

__all__ = ["mail_server"]
