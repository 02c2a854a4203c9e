"""Keep what a mail says beside the ledger, so that it can be read later."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import KeptMail
from workplan.policy import MAIL_TEXTS_KEPT_DAYS
from workplan.services.accounts import house_settings
from workplan.services.record.transaction import writing

A_BATCH = 500
"""How many texts go with one beat, so that none keeps the others waiting."""
KEY = re.compile(r"/(r|c)/[\w-]{16,}")
"""The end of a link by which its person reports, or concurs, without signing in."""


def keep(
    session: Session, plan_id: int, message: EmailMessage, at: datetime, *, is_new: bool
) -> None:
    """Keep what a mail says in plain text, in the caller's transaction; a new try replaces it.

    A link by which somebody acts without signing in is cut: it is that person's alone.

    Args:
        is_new: whether it was never written before under its Message-ID.
    """
    plain = message.get_body(("plain",))
    assert plain is not None  # Every mail has a text beside its HTML.
    number = message["Message-ID"]
    wanted = select(KeptMail).where(KeptMail.message_id == number)
    kept = None if is_new else session.scalar(wanted)
    if kept is None:
        kept = KeptMail(plan_id=plan_id, message_id=number)
        session.add(kept)
    kept.subject, kept.written_at = message["Subject"], at
    kept.body = KEY.sub(r"/\1/…", plain.get_content())


def forget_old(session: Session, now: datetime) -> int:
    """Delete a batch of the texts of mails that were kept long enough; return how many.

    The ledger keeps to whom each mail went, when, and what the server answered.
    """
    set_, _ = house_settings.fields_of(session)
    last = now - timedelta(days=set_.mail_days or MAIL_TEXTS_KEPT_DAYS)
    old = select(KeptMail.id).where(KeptMail.written_at < last)
    ids = session.scalars(old.order_by(KeptMail.written_at).limit(A_BATCH)).all()
    session.rollback()
    if ids:
        with writing() as written:
            written.execute(delete(KeptMail).where(KeptMail.id.in_(ids)))
    return len(ids)
