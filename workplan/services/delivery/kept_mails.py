"""Keep what a mail says beside the ledger, so that it can be read later."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import KeptMail

KEY = re.compile(r"/r/[\w-]{16,}")
"""The end of a link by which its person reports without signing in."""


def keep(session: Session, plan_id: int, message: EmailMessage, at: datetime) -> None:
    """Keep what a mail says in plain text, in the caller's transaction; a new try replaces it.

    A link by which somebody reports without signing in is cut: it is that person's alone.
    """
    plain = message.get_body(("plain",))
    assert plain is not None  # Every mail has a text beside its HTML.
    number = message["Message-ID"]
    kept = session.scalar(select(KeptMail).where(KeptMail.message_id == number))
    if kept is None:
        kept = KeptMail(plan_id=plan_id, message_id=number)
        session.add(kept)
    kept.subject, kept.written_at = message["Subject"], at
    kept.body = KEY.sub("/r/…", plain.get_content())
