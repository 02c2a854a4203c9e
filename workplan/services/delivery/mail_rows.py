"""Mail on its way as administrators see it: to whom, of which plan, and what the server said.

What a mail is about, and its words, are the plan's; those who run the system do not read them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from models import Notice, Plan, Reminder, User
from models.reminding.outgoing import WAITING, Outgoing
from workplan.paging import page_within, pages_of
from workplan.services.record.read_models import read

PAGE_SIZE = 50
STATES = ("dead", "waiting", "seen", "sent")
"""Which rows can be asked for: failed for good and not seen, not sent yet, seen, and sent."""


class MailRow(NamedTuple):
    """A row of a ledger, without its task; `kind` is empty for a reminder."""

    ledger: str
    id: int
    kind: str
    person: str
    short_name: str
    state: str
    not_before: datetime
    sent_at: datetime | None
    seen_at: datetime | None
    attempts: int
    last_reply: str


class MailPage(NamedTuple):
    """One page of rows, the newest first."""

    rows: list[MailRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages_of(self.total, PAGE_SIZE)


def counts(session: Session) -> dict[str, int]:
    """Return how many rows there are of each state that can be asked for, but for those sent."""
    return {
        state: sum(session.scalar(_count(ledger, state)) or 0 for ledger in (Reminder, Notice))
        for state in STATES
        if state != "sent"
    }


def page_of(session: Session, state: str, page: int) -> MailPage:
    """Return a page of the rows of a state; of what no state is, those that failed for good."""
    state = state if state in STATES else STATES[0]
    total = sum(session.scalar(_count(ledger, state)) or 0 for ledger in (Reminder, Notice))
    page = page_within(page, total, PAGE_SIZE)
    both = union_all(
        _rows(Reminder, literal(""), state), _rows(Notice, Notice.kind, state)
    ).subquery()
    wanted = (
        select(both)
        .order_by(both.c.not_before.desc(), both.c.ledger, both.c.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return MailPage(read(MailRow, session.execute(wanted)), total, page)


def _of_state(ledger: type[Outgoing], state: str) -> Any:
    return {
        "dead": and_(ledger.state == "dead", ledger.seen_at.is_(None)),
        "waiting": ledger.state.in_(WAITING),
        "seen": and_(ledger.state == "dead", ledger.seen_at.is_not(None)),
        "sent": ledger.state == "sent",
    }[state]


def _count(ledger: type[Outgoing], state: str) -> Select[Any]:
    return (
        select(func.count())
        .select_from(ledger)
        .join(Plan, Plan.id == ledger.plan_id)
        .where(_of_state(ledger, state), Plan.removed_at.is_(None))
    )


def _rows(ledger: type[Outgoing], kind: Any, state: str) -> Select[Any]:
    return (
        select(
            literal(ledger.__tablename__).label("ledger"),
            ledger.id,
            kind.label("kind"),
            User.name.label("person"),
            Plan.slug.label("short_name"),
            ledger.state,
            ledger.not_before,
            ledger.sent_at,
            ledger.seen_at,
            ledger.attempts,
            ledger.last_reply,
        )
        .join(User, User.id == ledger.user_id)
        .join(Plan, Plan.id == ledger.plan_id)
        .where(_of_state(ledger, state), Plan.removed_at.is_(None))
    )
