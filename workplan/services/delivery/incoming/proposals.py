"""What the people of a plan send to it: a sheet, a document, or sentences that may become tasks.

A plan has an address, that of the mailbox with its short name in it (“plan+arms@agency.gov”). What
its own people send there waits for its coordinator, who opens it as a sheet or reads it as a
directive. Nothing becomes a task by itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from models import FormerShortName, Membership, Plan, ReceivedMail, User
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
SEVERAL = (
    "It was sent to the addresses of several plans of its sender, and is for one of them. Send it "
    "to each alone."
)
DOCUMENT = re.compile(r"\.(?:pdf|docx)$", re.IGNORECASE)
EITHER = re.compile(r"\.(?:html?|txt)$", re.IGNORECASE)


class Sent(NamedTuple):
    """Which plan a mail was sent to, and by whom of its people."""

    plan_id: int
    user_id: int


class SentFile(NamedTuple):
    """A file of a mail, and how it can be opened: as a `sheet`, or read as the `text` of one."""

    name: str
    size_bytes: int
    ways: tuple[str, ...]


def sent_by(session: Session, incoming: Incoming, mailbox: str) -> Sent | None:
    """Return the plan whose address a mail was sent to, if its sender is one of its people.

    Args:
        mailbox: the address whose mailbox is read; without it, plans have none.

    Raises:
        InvalidInput: for a mail to several plans, since one of them alone would have it.
    """
    names = plans_named(incoming, mailbox)
    if not names or not incoming.sender:
        return None
    rows = session.execute(_members(), {"names": names, "sender": incoming.sender}).all()
    if len(rows) > 1:
        raise InvalidInput("mail", SEVERAL)
    return Sent(rows[0].plan_id, rows[0].user_id) if rows else None


@cache
def _members() -> Select[int, int]:
    """Return the select of whoever has an address in plans with some short names, built once."""
    named: BindParameter[str] = bindparam("names", expanding=True)
    former = select(FormerShortName.plan_id).where(FormerShortName.slug.in_(named))
    return (
        select(Membership.plan_id, Membership.user_id)
        .join(Plan, Plan.id == Membership.plan_id)
        .join(User, User.id == Membership.user_id)
        .where(
            or_(Plan.slug.in_(named), Plan.id.in_(former)),
            Plan.removed_at.is_(None),
            User.email == bindparam("sender"),
            User.disabled_at.is_(None),
        )
    )


def plans_named(incoming: Incoming, mailbox: str) -> list[str]:
    """Return the short names of the plans to whose addresses a mail was sent.

    Args:
        mailbox: the address whose mailbox is read; without it, plans have none.
    """
    local, _, domain = mailbox.lower().partition("@")
    ours = re.compile(rf"{re.escape(local)}\+([a-z0-9-]+)@{re.escape(domain)}", re.IGNORECASE)
    found = [ours.fullmatch(each) for each in incoming.recipients]
    return [match[1].lower() for match in found if match] if mailbox else []


def is_one(row: ReceivedMail) -> bool:
    """Tell whether a mail was sent to a plan by one of its people."""
    return row.kind == "other" and row.user_id is not None


def files_of(store: Store, row: ReceivedMail) -> list[SentFile]:
    """Return the files of a mail, in order; none where it cannot be read."""
    return [SentFile(name, len(content), _ways(name)) for name, content in _attached(store, row)]


def file_of(store: Store, row: ReceivedMail, number: int) -> tuple[str, bytes]:
    """Return the name and the content of a file, by its number among those of the mail, from 1.

    Raises:
        InvalidInput: when the mail has no such file.
    """
    files = _attached(store, row)
    if not 0 < number <= len(files):
        raise InvalidInput("file", "This mail has no such file. Reload the page.")
    return files[number - 1]


def _ways(name: str) -> tuple[str, ...]:
    if DOCUMENT.search(name):
        return ("text",)
    return ("sheet", "text") if EITHER.search(name) else ("sheet",)


def _attached(store: Store, row: ReceivedMail) -> list[tuple[str, bytes]]:
    try:
        files = received.attached(store, row)
        return [one for name, content in files for one in _opened(name, content)]
    except Unreadable:
        return []


def _opened(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """Return a file; of a mail that was forwarded as a file, those that it holds."""
    if name == reading.UNNAMED or name.lower().endswith(".eml"):
        return [*reading.read(content).attachments]
    return [(name, content)]
