"""Fixtures of these tests."""

from support.chain import chain
from support.fixtures import app_context, founded, mail_server, office, quick_hashes, sender
from support.outbox import queued

__all__ = [
    "app_context",
    "chain",
    "founded",
    "mail_server",
    "office",
    "queued",
    "quick_hashes",
    "sender",
]
