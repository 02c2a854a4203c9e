"""Everybody with an account, as whoever runs the system sees them: those who need attention first.

Administrators learn in how many plans somebody is, and never what stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true
from sqlalchemy.orm import Session

from models import AccountLink, Agency, Membership, Plan, User, UserSession
from workplan.paging import page_within, pages_of
from workplan.services.accounts.signing_in import passwords
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read
from workplan.vocabulary import AccountState

PAGE = 50


class Sought(NamedTuple):
    """Which people a list shows: by words, by agency, by state; empty for whoever is here."""

    words: str = ""
    agency: str = ""
    state: str = ""


class Row(NamedTuple):
    """A person, as their row is read; see `PersonRow`."""

    id: int
    name: str
    email: str
    is_admin: bool
    agency: str | None
    plans: int
    last_here_at: datetime | None
    invited_at: datetime | None
    mail_reply: str | None
    state: str


class PersonRow(NamedTuple):
    """A person in the list.

    Args:
        plans: in how many open plans they are.
        last_here_at: when they last signed in, or were last seen since.
        invited_at: when the last invitation was made.
        mail_reply: what the mail server answered to it.
        held_until: until when their sign-in is slowed.
    """

    id: int
    name: str
    email: str
    is_admin: bool
    agency: str | None
    plans: int
    last_here_at: datetime | None
    invited_at: datetime | None
    mail_reply: str
    state: str
    held_until: datetime | None


class People(NamedTuple):
    """A page of people.

    Args:
        found: how many there are by what was sought.
        counts: how many there are of each state, whatever was sought.
    """

    rows: list[PersonRow]
    found: int
    page: int
    pages: int
    counts: Mapping[str, int]

    @property
    def everybody(self) -> int:
        """How many have an account that is open."""
        return sum(self.counts.values()) - self.counts.get(AccountState.CLOSED, 0)


def people(
    session: Session,
    actor: Actor,
    now: datetime,
    held: Mapping[int, datetime],
    sought: Sought = Sought(),  # noqa: B008  # a tuple
    page: int = 1,
) -> People:
    """Return a page of people; three selects, however many there are.

    Args:
        held: whose sign-in is slowed, and until when.

    Raises:
        NotFound: for anybody but an administrator.
    """
    rights.require_administrator(actor)
    state = _state(now, held)
    counted = session.execute(select(state, func.count()).select_from(_joined()).group_by(state))
    counts = {row[0]: row[1] for row in counted}
    conditions = _conditions(sought, state)
    found = session.scalar(select(func.count(User.id)).select_from(_joined()).where(*conditions))
    number = page_within(page, found or 0, PAGE)
    order = case({s.value: place for place, s in enumerate(AccountState)}, value=state)
    rows = read(
        Row,
        session.execute(
            _selected(state)
            .where(*conditions)
            .order_by(order, User.name, User.id)
            .limit(PAGE)
            .offset((number - 1) * PAGE)
        ),
    )
    return People(
        [_person(row, held) for row in rows],
        found or 0,
        number,
        pages_of(found or 0, PAGE),
        counts,
    )


def person_row(
    session: Session, now: datetime, held: Mapping[int, datetime], user_id: int
) -> PersonRow | None:
    """Return one person as the list has them."""
    rows = read(Row, session.execute(_selected(_state(now, held)).where(User.id == user_id)))
    return _person(rows[0], held) if rows else None


def _person(row: Row, held: Mapping[int, datetime]) -> PersonRow:
    return PersonRow(*row[:8], row.mail_reply or "", row.state, held.get(row.id))


def _last_link() -> Any:
    """Return the select of the number of the last invitation of a person."""
    return (
        select(func.max(AccountLink.id))
        .where(AccountLink.user_id == User.id, AccountLink.kind == "invitation")
        .correlate(User)
        .scalar_subquery()
    )


def _joined() -> Any:
    return User.__table__.outerjoin(Agency, Agency.id == User.agency_id).outerjoin(
        AccountLink, AccountLink.id == _last_link()
    )


def _selected(state: ColumnElement[str]) -> Any:
    plans = (
        select(func.count())
        .select_from(Membership)
        .join(Plan, Plan.id == Membership.plan_id)
        .where(
            Membership.user_id == User.id,
            Plan.removed_at.is_(None),
            Plan.stage != "closed",
            ~Plan.is_template,
        )
        .correlate(User)
        .scalar_subquery()
    )
    last_here = (
        select(func.max(func.coalesce(UserSession.last_seen_at, UserSession.started_at)))
        .where(UserSession.user_id == User.id)
        .correlate(User)
        .scalar_subquery()
    )
    return select(
        User.id,
        User.name,
        User.email,
        User.is_admin,
        Agency.label.label("agency"),
        plans.label("plans"),
        last_here.label("last_here_at"),
        AccountLink.issued_at.label("invited_at"),
        AccountLink.mail_reply,
        state.label("state"),
    ).select_from(_joined())


def _state(now: datetime, held: Mapping[int, datetime]) -> ColumnElement[str]:
    """Return the expression of how an account stands; the first that holds."""
    waits = User.password_hash == passwords.NONE
    refused = and_(waits, AccountLink.mailed_at.is_(None), AccountLink.mail_reply != "")
    is_live = and_(AccountLink.used_at.is_(None), AccountLink.expires_at > now)
    return case(
        (User.disabled_at.is_not(None), AccountState.CLOSED.value),
        (refused, AccountState.REFUSED.value),
        (User.mail_bounced_at.is_not(None), AccountState.BOUNCED.value),
        (User.id.in_(held) if held else false(), AccountState.HELD.value),
        (and_(waits, or_(AccountLink.id.is_(None), ~is_live)), AccountState.UNUSED.value),
        (waits, AccountState.INVITED.value),
        (and_(User.agency_id.is_(None), ~User.is_admin), AccountState.HOMELESS.value),
        else_=AccountState.ACTIVE.value,
    )


def _conditions(sought: Sought, state: ColumnElement[str]) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for word in sought.words.split()[:10]:
        like = f"%{_escaped(word.lower())}%"
        texts = (User.name, User.email, Agency.label, Agency.name)
        wanted.append(or_(*(func.lower(text).like(like, escape="\\") for text in texts)))
    if sought.agency:
        wanted.append(Agency.code == sought.agency)
    if not sought.state:
        wanted.append(state != AccountState.CLOSED.value)
    elif sought.state == "attention":
        wanted.append(state.in_([s.value for s in AccountState if s.needs_attention]))
    elif sought.state != "all":
        wanted.append(state == sought.state)
    return wanted or [true()]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class Detail(NamedTuple):
    """What a person's own page shows besides their row."""

    name: str
    email: str
    time_zone: str | None
    version: int
    agency_code: str | None
    created_at: datetime
    disabled_at: datetime | None
    last_sign_in_at: datetime | None
    has_password: bool
    mail_bounced_at: datetime | None
    mail_bounce: str


def detail(session: Session, user_id: int) -> Detail:
    """Return what a person's own page shows besides; one select."""
    last = (
        select(func.max(UserSession.started_at))
        .where(UserSession.user_id == User.id)
        .correlate(User)
        .scalar_subquery()
    )
    wanted = (
        select(
            User.name,
            User.email,
            User.time_zone,
            User.version,
            Agency.code.label("agency_code"),
            User.created_at,
            User.disabled_at,
            last.label("last_sign_in_at"),
            (User.password_hash != passwords.NONE).label("has_password"),
            User.mail_bounced_at,
            User.mail_bounce,
        )
        .outerjoin(Agency, Agency.id == User.agency_id)
        .where(User.id == user_id)
    )
    return read(Detail, session.execute(wanted))[0]
