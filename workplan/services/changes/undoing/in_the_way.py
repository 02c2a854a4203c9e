"""What is in the way of an undo: the later entry that has to be taken back first."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import JournalEntry, Plan
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.history.taken_back import standing_since
from workplan.services.record.journal import UNDOES

DERIVED = "task.moved"
"""What follows from other changes and is taken back with them."""


class Blocking(NamedTuple):
    """A later entry on the same subject.

    Args:
        who: made it, `on_day`, at a moment.
        slug: the short name of its plan; "" where it is of none.
    """

    seq: int
    who: str
    on_day: date
    at: datetime
    said: str
    slug: str


class UndoRefused(InvalidInput):
    """An undo that a later change is in the way of."""

    def __init__(self, refused: InvalidInput, by: Blocking) -> None:
        named = f"entry {by.seq:,}, by {by.who} on {day_words(by.on_day)}: {by.said}"
        super().__init__(refused.field, f"{refused.message} What is in the way is {named}.")
        self.refused, self.by = refused, by


def named(session: Session, entry: JournalEntry, refused: InvalidInput) -> InvalidInput:
    """Return a refusal with the newest later entry that changed the same; as it is without one."""
    later = [one for one in standing_since(session, entry) if one.verb != DERIVED]
    same = [one for one in later if _fields(one) & _fields(entry)]
    blocking = next(reversed(same), None) or next(reversed(later), None)
    if blocking is None or isinstance(refused, UndoRefused):
        return refused
    plan = session.get(Plan, blocking.plan_id) if blocking.plan_id else None
    by = Blocking(
        blocking.seq,
        blocking.actor_name,
        blocking.on_day,
        blocking.at,
        said(blocking, names_for(session, [blocking])).removesuffix("."),
        plan.slug if plan else "",
    )
    return UndoRefused(refused, by)


def _fields(entry: JournalEntry) -> set[str]:
    """Return what an entry changed, or the verb's noun where it changed the subject as a whole."""
    noun, _, done = entry.verb.partition(".")
    whole = {noun} if done in ("added", "removed", "restored", "retired") else set[str]()
    return whole | ({*(entry.before or {}), *(entry.after or {})} - {UNDOES})
