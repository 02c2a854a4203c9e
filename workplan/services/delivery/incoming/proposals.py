"""What the people of a plan send to it: a sheet, a document, or sentences that may become tasks.

A plan has an address, that of the mailbox with its short name in it (“plan+arms@agency.gov”). What
its own people send there waits for its coordinator, who opens it as a sheet or reads it as a
directive. Nothing becomes a task by itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Plan, ReceivedMail, User
from workplan.errors import InvalidInput
from workplan.mail.inbound import reading
from workplan.mail.inbound.bounds import Unreadable
from workplan.mail.inbound.reading import Incoming
from workplan.services.delivery.incoming import received
from workplan.storage.store import Store

WAITS = (
    "It was sent to the address of the plan. Open what is attached as a sheet, or read it or its "
    "words as a directive: what it proposes is shown before anything is saved."
)
SHORT_NAME = re.compile(r"\+([a-z0-9][a-z0-9-]{0,59})@")
DOCUMENT = re.compile(r"\.(?:pdf|docx|html?|txt)$", re.IGNORECASE)


class Sent(NamedTuple):
    """Which plan a mail was sent to, and by whom of its people."""

    plan_id: int
    user_id: int


class SentFile(NamedTuple):
    """A file of a mail: a document is read, anything else is opened as a sheet."""

    name: str
    size_bytes: int
    is_document: bool


def sent_by(session: Session, incoming: Incoming) -> Sent | None:
    """Return the plan whose address a mail was sent to, if its sender is one of its people."""
    names = [found[1] for each in incoming.recipients if (found := SHORT_NAME.search(each.lower()))]
    if not names or not incoming.sender:
        return None
    row = session.execute(
        select(Membership.plan_id, Membership.user_id)
        .join(Plan, Plan.id == Membership.plan_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Plan.slug.in_(names),
            Plan.removed_at.is_(None),
            User.email == incoming.sender,
            User.disabled_at.is_(None),
        )
        .order_by(Membership.id)
        .limit(1)
    ).first()
    return Sent(row.plan_id, row.user_id) if row else None


def files_of(store: Store, row: ReceivedMail) -> list[SentFile]:
    """Return the files of a mail, in order; none where it cannot be read."""
    return [
        SentFile(name, len(content), DOCUMENT.search(name) is not None)
        for name, content in _attached(store, row)
    ]


def file_of(store: Store, row: ReceivedMail, number: int) -> tuple[str, bytes]:
    """Return the name and the content of a file, by its number among those of the mail, from 1.

    Raises:
        InvalidInput: when the mail has no such file.
    """
    files = _attached(store, row)
    if not 0 < number <= len(files):
        raise InvalidInput("file", "This mail has no such file. Reload the page.")
    return files[number - 1]


def _attached(store: Store, row: ReceivedMail) -> list[tuple[str, bytes]]:
    if row.stored_as is None:
        return []
    try:
        return [*reading.read(received.content_of(store, row)).attachments]
    except Unreadable:
        return []
