"""Mails that came in from whoever wrote comments, or are about mails to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Comment, ReceivedMail
from workplan.services.record.read_models import read
from workplan.vocabulary import ReceivedKind, ReceivedState

UNDECIDED = (ReceivedState.WAITING, ReceivedState.PARKED)
OTHER = aliased(Comment)


class Found(NamedTuple):
    """A mail that came in; `names_them` tells whether what we say of it names their address."""

    id: int
    state: str
    names_them: bool


class _Row(NamedTuple):
    id: int
    state: str
    kind: str
    sender: str
    reason: str


def of_senders(
    session: Session, theirs: Sequence[Comment], before: datetime | None = None
) -> list[Found]:
    """Return the mails that became some comments, and others of their senders; two selects.

    Others are what answered by itself, what came back, and what nobody took for anything. Mail of
    people of the house and mail that became another comment is none of it, whatever its address.

    Args:
        before: leaves out others that came since.
    """
    became = [one.mail_id for one in theirs if one.mail_id is not None]
    addresses = {one.address.lower() for one in theirs if one.address}
    columns = (
        ReceivedMail.id,
        ReceivedMail.state,
        ReceivedMail.kind,
        ReceivedMail.sender,
        ReceivedMail.reason,
    )
    own = read(_Row, session.execute(select(*columns).where(ReceivedMail.id.in_(became))))
    plans = {one.plan_id for one in theirs}
    others = _others(addresses, plans) if addresses else false()
    if before is not None:
        others = and_(others, ReceivedMail.received_at < before)
    rows = read(_Row, session.execute(select(*columns).where(others)))
    known = {row.id for row in own}
    about = [row for row in rows if row.id not in known and _is_about(row, addresses)]
    return [
        Found(row.id, row.state, any(_names(each, row.reason) for each in addresses))
        for row in (*own, *about)
    ]


def _others(addresses: Collection[str], plans: Collection[int]) -> ColumnElement[bool]:
    """Return the condition of mails that may be of some addresses; it is looked at more closely."""
    mail = ReceivedMail
    named = [
        func.lower(column).contains(address, autoescape=True)
        for address in sorted(addresses)
        for column in (mail.sender, mail.reason)
    ]
    return and_(
        or_(mail.plan_id.in_(plans), mail.plan_id.is_(None)),
        mail.user_id.is_(None),
        mail.kind != ReceivedKind.REPLY,
        ~exists(select(OTHER.id).where(OTHER.mail_id == mail.id)),
        or_(*named),
    )


def _is_about(row: _Row, addresses: Collection[str]) -> bool:
    """Tell whether a mail is of one of some addresses, or came back from it."""
    said = row.reason if row.kind == ReceivedKind.BOUNCE else row.sender
    return any(_names(address, said) for address in addresses)


def _names(address: str, text: str) -> bool:
    """Tell whether a text names an address, and not another that ends or begins alike."""
    whole = rf"(?<![\w.!#$%&'*+/=?^`{{|}}~-]){re.escape(address)}(?![\w-]|\.\w)"
    return re.search(whole, text, re.IGNORECASE) is not None
