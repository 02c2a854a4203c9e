"""Who is away, and who stands in: the delegate gets the mails and may act on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session

import models
from models import Absence, Plan, User
from workplan.errors import InvalidInput
from workplan.reminders.recipients import Member, may_stand_in
from workplan.scheduling.explain import day_words
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read, read_first

LONGEST_DAYS = 366


class Away(NamedTuple):
    """An absence, with the name of who stands in, if anybody does."""

    Absence: models.Absence
    name: str | None


def say(
    change: Change,
    today: date,
    from_on: date,
    until_on: date,
    delegate_id: int | None,
) -> None:
    """Say that one is away, first and last day included; it takes the place of what was said.

    Raises:
        InvalidInput: for days that have passed or stand in the wrong order, and for a delegate
            who does not act for the same agency.
    """
    if until_on < from_on or until_on < today:
        raise InvalidInput(
            "until_on",
            f"{day_words(until_on)} lies before the first day, or has passed. Give a later day.",
        )
    if (until_on - from_on).days >= LONGEST_DAYS:
        raise InvalidInput("until_on", "An absence lasts a year at most. Give an earlier day.")
    with change.transaction() as session:
        if delegate_id is not None and delegate_id not in {
            candidate.id for candidate in candidates(session, change.actor)
        }:
            raise InvalidInput(
                "delegate_id", "That person does not act for your agency. Choose from the list."
            )
        _end(change)
        session.add(
            Absence(
                user_id=change.actor.id,
                delegate_id=delegate_id,
                from_on=from_on,
                until_on=until_on,
                said_at=change.now,
            )
        )
        after = {
            "from_on": from_on.isoformat(),
            "until_on": until_on.isoformat(),
            "delegate_id": delegate_id,
        }
        entry = journal.Entry("user.absence_said", ("user", change.actor.id), after=after)
        journal.note(change, None, entry)


def end(change: Change) -> None:
    """Say that one is back, or stays after all; the delegate may act no more."""
    with change.transaction():
        if _end(change):
            entry = journal.Entry("user.absence_ended", ("user", change.actor.id), after={})
            journal.note(change, None, entry)


def present(session: Session, user_id: int, today: date) -> Away | None:
    """Return a person's absence that lasts or is to come, with the delegate's name."""
    wanted = (
        select(Absence, User.name)
        .outerjoin(User, User.id == Absence.delegate_id)
        .where(Absence.user_id == user_id, Absence.ended_at.is_(None), Absence.until_on >= today)
        .order_by(Absence.id.desc())
        .limit(1)
    )
    return read_first(Away, session.execute(wanted))


def _on(today: date | BindParameter[date]) -> ColumnElement[bool]:
    return and_(Absence.ended_at.is_(None), Absence.from_on <= today, Absence.until_on >= today)


# Every page asks this, so it is put together once.
STOOD_IN_FOR = (
    select(Absence.user_id, User.name, Absence.until_on)
    .join(User, User.id == Absence.user_id)
    .where(
        Absence.delegate_id == bindparam("delegate_id"),
        User.disabled_at.is_(None),
        _on(bindparam("today")),
    )
)


def stood_in_for(session: Session, user_id: int, today: date) -> dict[int, tuple[str, date]]:
    """Return for whom a person stands in today: by id, their name and the last day."""
    rows = session.execute(STOOD_IN_FOR, {"delegate_id": user_id, "today": today})
    return {row.user_id: (row.name, row.until_on) for row in rows}


def delegates_on(
    session: Session, today: date, members: Iterable[Member], parents: Mapping[int, int | None]
) -> dict[int, int | None]:
    """Return, for each absent member of a plan, the member who stands in, if one may."""
    by_user = {member.user_id: member for member in members}
    rows = session.execute(
        select(Absence.user_id, Absence.delegate_id).where(Absence.user_id.in_(by_user), _on(today))
    ).all()
    found: dict[int, int | None] = {}
    for row in rows:
        delegate, absent = by_user.get(row.delegate_id), by_user[row.user_id]
        may = delegate is not None and may_stand_in(delegate, absent, parents)
        found[row.user_id] = row.delegate_id if may else None
    return found


class Alone(NamedTuple):
    """Somebody who is away, until when, and nobody stands in for them in a plan."""

    user_id: int
    name: str
    until_on: date


def without_stand_in(
    session: Session, today: date, members: Iterable[Member], parents: Mapping[int, int | None]
) -> list[Alone]:
    """Return the absent members of a plan whose mail waits until they are back."""
    members = list(members)
    away = delegates_on(session, today, members, parents)
    alone = [user_id for user_id, delegate in away.items() if delegate is None]
    if not alone:
        return []
    wanted = (
        select(Absence.user_id, User.name, func.max(Absence.until_on).label("until_on"))
        .join(User, User.id == Absence.user_id)
        .where(Absence.user_id.in_(alone), _on(today))
        .group_by(Absence.user_id, User.name)
        .order_by(User.name)
    )
    return read(Alone, session.execute(wanted))


class Candidate(NamedTuple):
    """Somebody who may stand in for a person, and the titles of the plans in which they may."""

    id: int
    name: str
    plans: list[str]


class Cover(NamedTuple):
    """The titles of the plans in which a delegate stands in, and of those for which mail waits."""

    covered: list[str]
    waiting: list[str]


def candidates(session: Session, actor: Actor) -> list[Candidate]:
    """Return who may stand in for a person, each with the plans in which they may."""
    parents = plan_members.parents(session)
    able: dict[int, list[str]] = {}
    for standing, title in _own_plans(session, actor):
        members = plan_members.members_of(session, standing.plan_id)
        me = next(m for m in members if m.user_id == actor.id)
        for member in members:
            if member != me and may_stand_in(member, me, parents):
                able.setdefault(member.user_id, []).append(title)
    rows = session.execute(select(User.id, User.name).where(User.id.in_(able)).order_by(User.name))
    return [Candidate(row.id, row.name, able[row.id]) for row in rows]


def cover_of(session: Session, actor: Actor, delegate_id: int | None) -> Cover:
    """Return in which of a person's plans a delegate stands in, and in which nobody does."""
    able = {c.id: c.plans for c in candidates(session, actor)}.get(delegate_id or 0, [])
    titles = [title for _, title in _own_plans(session, actor)]
    return Cover(able, [title for title in titles if title not in able])


def _own_plans(session: Session, actor: Actor) -> list[tuple[Standing, str]]:
    """Return the plans in which a person has work or mail, which a closed one has not."""
    standings = {s.plan_id: s for s in rights.standings(session, actor)}
    rows = session.execute(
        select(Plan.id, Plan.title)
        .where(Plan.id.in_(standings), Plan.stage != "closed")
        .order_by(Plan.title)
    )
    return [(standings[row.id], row.title) for row in rows]


def _end(change: Change) -> bool:
    rows = change.session.scalars(
        select(Absence).where(Absence.user_id == change.actor.id, Absence.ended_at.is_(None))
    ).all()
    for row in rows:
        row.ended_at = change.now
    return bool(rows)
