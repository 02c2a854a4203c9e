"""Keep each mail that comes in: its very bytes in the store, and a row that says what it is."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import Comment, ReceivedMail
from workplan.database import insert_or_find
from workplan.extensions import db
from workplan.mail.inbound import reading
from workplan.mail.inbound.bounds import Unreadable
from workplan.mail.inbound.mailbox import LARGEST, Fetched
from workplan.policy import MAIL_TEXTS_KEPT_DAYS
from workplan.services.accounts import house_settings
from workplan.services.record.entry_hash import REMOVED
from workplan.services.record.transaction import writing
from workplan.storage.store import NotThere, Store, StoreFailure

A_BATCH = 100
TOO_LARGE = (
    "It has {size} MB, and {most} MB are fetched at most. It lies in the mailbox, flagged. Ask for "
    "a smaller one, or for a link."
)

log = logging.getLogger(__name__)


class NotAsItCame(StoreFailure):
    """A mail that cannot be had any more as it came in, however often it is asked for."""


def keep(store: Store, message: Fetched, source: str, now: datetime) -> bool:
    """Keep a mail and tell whether it is new; a copy of one that is there changes nothing.

    The bytes go to the store first, so that no row names what is not there.

    Raises:
        StoreFailure: when the store does not take it; it stays in the mailbox, to be tried again.
    """
    head = reading.head_of(message.content)
    session = db.session()
    known = session.scalar(select(ReceivedMail.id).filter_by(fingerprint=head.fingerprint))
    session.rollback()
    if known is not None:
        return False
    key = None
    if message.is_whole:
        key = secrets.token_hex(16)
        store.put(key, message.content)
    reason = TOO_LARGE.format(size=_mb(message.size_bytes), most=_mb(LARGEST))
    is_new = False
    try:
        with writing() as opened:
            wanted = insert_or_find(opened, ReceivedMail.__table__).values(
                fingerprint=head.fingerprint,
                checksum=hashlib.sha256(message.content).hexdigest(),
                size_bytes=message.size_bytes,
                stored_as=key,
                source=source,
                sender=head.sender,
                subject=head.subject,
                received_at=now,
                state="waiting" if key else "parked",
                kind="other",
                reason="" if key else reason,
            )
            added = opened.execute(wanted.on_conflict_do_nothing().returning(ReceivedMail.id))
            is_new = added.scalar() is not None
    finally:
        if key and not is_new:
            let_go(store, key)
    return is_new


def content_of(store: Store, row: ReceivedMail) -> bytes:
    """Return the very bytes of a mail.

    Raises:
        NotAsItCame: when they are not kept, are gone, or are not what came in.
        StoreFailure: when the store does not answer.
    """
    if row.stored_as is None:
        raise NotAsItCame("The mail itself is not kept, only its head.")
    try:
        content = store.get(row.stored_as)
    except NotThere as error:
        raise NotAsItCame(f"The mail is gone from the store: {error}") from error
    if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), row.checksum):
        raise NotAsItCame("The mail is not the one that came in: its checksum differs.")
    return content


def attached(store: Store, row: ReceivedMail) -> tuple[tuple[str, bytes], ...]:
    """Return the names and contents of the files of a mail; none where it is not kept or readable.

    Raises:
        StoreFailure: when the store does not answer.
    """
    if row.stored_as is None:
        return ()
    try:
        return reading.read(content_of(store, row)).attachments
    except Unreadable:
        return ()


def html_of(store: Store, row: ReceivedMail) -> str:
    """Return the HTML of a mail; empty where it has none, is not kept or is not readable.

    Raises:
        StoreFailure: when the store does not answer.
    """
    if row.stored_as is None:
        return ""
    try:
        return reading.html_of(content_of(store, row))
    except (NotAsItCame, Unreadable):
        return ""


def forget_old(store: Store, session: Session, now: datetime) -> int:
    """Let go of the bytes of a batch of mails that were kept long enough; return how many.

    The row stays: from whom a mail was, when it came, and to what it led. One that waits for
    somebody is kept until they have decided. One that is a comment is the evidence of it, with its
    files, and is kept as long as it is known who wrote it (`consultation/senders/`).
    """
    set_, _ = house_settings.fields_of(session)
    last = now - timedelta(days=set_.mail_days or MAIL_TEXTS_KEPT_DAYS)
    is_evidence = select(Comment.id).where(Comment.mail_id == ReceivedMail.id).exists()
    old = (
        select(ReceivedMail.id, ReceivedMail.stored_as)
        .where(
            or_(_is_of_nobody(), and_(ReceivedMail.received_at < last, ~is_evidence)),
            ReceivedMail.stored_as.is_not(None),
            ReceivedMail.state.not_in(("waiting", "parked")),
        )
        .order_by(ReceivedMail.received_at)
        .limit(A_BATCH)
    )
    rows = session.execute(old).all()
    session.rollback()
    for number, key in rows:
        with writing() as opened:
            opened.get_one(ReceivedMail, number).stored_as = None
        if key is not None:
            let_go(store, key)
    return len(rows)


def _is_of_nobody() -> ColumnElement[bool]:
    """Return the condition of mails whose senders were removed (`consultation/senders/`)."""
    return ReceivedMail.sender == REMOVED


def let_go(store: Store, key: str) -> None:
    """Drop the bytes of a mail that no row names any more."""
    try:
        store.drop(key)
    except StoreFailure:
        # It is only in the way; nothing names it.
        log.exception("A mail that nothing names stays in the store.")


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f}"
