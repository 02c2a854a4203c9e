"""Fixtures of these tests."""

from support.ground.chain import chain, linked
from support.ground.fixtures import app_context, founded, mail_server, office, sender
from support.programs.outbox import queued

__all__ = [
    "app_context",
    "chain",
    "founded",
    "linked",
    "mail_server",
    "office",
    "queued",
    "sender",
]
