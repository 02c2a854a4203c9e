"""The journal of a plan as people read it: changes, newest first, and how much each moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.services.history.entry_fields import facts_said
from workplan.services.history.entry_names import names_for, names_in
from workplan.services.history.entry_words import said
from workplan.services.pages.journal.journal_filters import JournalFilter
from workplan.services.people.standing import Standing

PAGE = 50
ALL = JournalFilter()


class Line(NamedTuple):
    """An entry in words, its task, and how many tasks it moved; of a group, how many changes."""

    entry: JournalEntry
    said: str
    subject: str
    moved: int
    parts: int

    @property
    def day_before(self) -> date:
        """The day from which what it moved is counted."""
        return self.entry.on_day - timedelta(days=1)


class JournalPage(NamedTuple):
    """Some lines; `older_than` is the entry from which the next page goes on, if there is one."""

    lines: list[Line]
    older_than: int | None


def page_of(
    session: Session,
    standing: Standing,
    older_than: int | None = None,
    part_of: int | None = None,
    asked: JournalFilter = ALL,
) -> JournalPage:
    """Return a page of the changes that a person may read; dates that moved are only counted.

    Args:
        part_of: the entry of a group whose single changes are asked for.
        asked: which of them. Whoever asks is shown the single changes of groups as well.
    """
    entry = JournalEntry
    wanted = select(entry).where(
        standing.readable_journal(), entry.verb != "task.moved", *asked.conditions()
    )
    if part_of is not None or asked == ALL:
        wanted = wanted.where(entry.cause_seq == part_of)
    if older_than is not None:
        wanted = wanted.where(entry.seq < older_than)
    found = session.scalars(wanted.order_by(entry.seq.desc()).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    is_move = case((entry.verb == "task.moved", 1), else_=0)
    caused = session.execute(
        select(entry.cause_seq, func.sum(is_move), func.sum(1 - is_move))
        .where(entry.plan_id == standing.plan_id, entry.cause_seq.in_(e.seq for e in shown))
        .group_by(entry.cause_seq)
    )
    counts = {row[0]: (row[1], row[2]) for row in caused}
    names = names_for(session, shown)
    lines = [
        Line(
            e,
            said(e, names),
            names.subject("task", e.subject_id) if e.subject_type == "task" else "",
            *counts.get(e.seq, (0, 0)),
        )
        for e in shown
    ]
    return JournalPage(lines, shown[-1].seq if len(found) > PAGE else None)


class Record(NamedTuple):
    """An entry with everything that it keeps in words: what it is about, before, and after."""

    entry: JournalEntry
    said: str
    subject: str
    before: str
    after: str


def all_of(session: Session, standing: Standing) -> list[Record]:
    """Return every entry that a person may read, in words, the newest first."""
    entries = session.scalars(
        select(JournalEntry).where(standing.readable_journal()).order_by(JournalEntry.seq.desc())
    ).all()
    names = names_in(session, standing.plan_id)
    return [
        Record(
            e,
            said(e, names),
            names.subject(e.subject_type, e.subject_id) or f"the {e.subject_type}",
            facts_said(e.before, names.of_day(e)),
            facts_said(e.after, names.of_day(e)),
        )
        for e in entries
    ]
