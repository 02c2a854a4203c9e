"""The journal of the administration, as administrators read it.

They read what was done to accounts, agencies, settings, backups and mail, by whomever; of plans
only what they did themselves, since they are no members; and nothing of what others do for
themselves, such as signing in. Plans are read by auditors.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.services.history import taken_back
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import kind_said, said
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.verbs import ADMINISTRATION

PAGE = 50


class Wanted(NamedTuple):
    """Which entries are asked for; None and empty ask for all.

    Args:
        actor_name: who did it.
        since, until: days, both included.
        older_than: the entry before which a page begins.
    """

    actor_name: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None
    older_than: int | None = None


class Line(NamedTuple):
    """An entry in words, and by which entry it is taken back, if it is."""

    entry: JournalEntry
    said: str
    is_taken_back: bool


class Choices(NamedTuple):
    """What one can filter by: names, and verbs, each with its words."""

    people: list[tuple[str, str]]
    verbs: list[tuple[str, str]]


class AdministrationPage(NamedTuple):
    """Some lines; `older_than` is the entry from which the next page goes on, if there is one."""

    lines: list[Line]
    older_than: int | None


def page_of(session: Session, actor: Actor, wanted: Wanted) -> AdministrationPage:
    """Return a page of entries, the newest first.

    Raises:
        NotFound: for anybody but an administrator.
    """
    rights.require_administrator(actor)
    conditions = [_readable(actor)]
    if wanted.actor_name:
        conditions.append(JournalEntry.actor_name == wanted.actor_name)
    if wanted.verb:
        conditions.append(JournalEntry.verb == wanted.verb)
    if wanted.since is not None:
        conditions.append(JournalEntry.on_day >= wanted.since)
    if wanted.until is not None:
        conditions.append(JournalEntry.on_day <= wanted.until)
    if wanted.older_than is not None:
        conditions.append(JournalEntry.seq < wanted.older_than)
    found = session.scalars(
        select(JournalEntry).where(*conditions).order_by(JournalEntry.seq.desc()).limit(PAGE + 1)
    ).all()
    shown = found[:PAGE]
    names = names_for(session, shown)
    of_no_plan = [entry for entry in shown if entry.plan_id is None]
    undone = taken_back.among(session, of_no_plan)
    lines = [Line(entry, said(entry, names), entry.seq in undone) for entry in shown]
    return AdministrationPage(lines, shown[-1].seq if len(found) > PAGE else None)


def choices_of(session: Session, actor: Actor) -> Choices:
    """Return whom and what an administrator can filter by: what was done to the house.

    Raises:
        NotFound: for anybody but an administrator.
    """
    rights.require_administrator(actor)
    people = session.scalars(select(JournalEntry.actor_name).where(_of_the_house()).distinct())
    verbs = session.scalars(select(JournalEntry.verb).where(_of_the_house()).distinct())
    return Choices(
        [(name, name) for name in sorted(people)], sorted((verb, kind_said(verb)) for verb in verbs)
    )


def _readable(actor: Actor) -> ColumnElement[bool]:
    return or_(_of_the_house(), JournalEntry.actor_id == actor.id)


def _of_the_house() -> ColumnElement[bool]:
    return and_(JournalEntry.plan_id.is_(None), JournalEntry.verb.in_(ADMINISTRATION))
