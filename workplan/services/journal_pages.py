"""The journal of a plan as people read it: changes, newest first, and how much each moved."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models import JournalEntry, Task
from workplan.services.access import Standing

PAGE = 50


class Line(NamedTuple):
    """An entry, what it is about, and how many tasks it moved; of a group, how many changes."""

    entry: JournalEntry
    subject: str
    moved: int
    parts: int


class JournalPage(NamedTuple):
    """Some lines; `older_than` is the entry from which the next page goes on, if there is one."""

    lines: list[Line]
    older_than: int | None


def page_of(
    session: Session, standing: Standing, older_than: int | None = None, part_of: int | None = None
) -> JournalPage:
    """Return a page of the changes that a person may read; dates that moved are only counted.

    Args:
        part_of: the entry of a group whose single changes are asked for.
    """
    entry = JournalEntry
    wanted = select(entry).where(
        standing.readable_journal(), entry.verb != "task.moved", entry.cause_seq == part_of
    )
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
    tasks = session.execute(
        select(Task.id, Task.code, Task.name).where(
            Task.id.in_(e.subject_id for e in shown if e.subject_type == "task")
        )
    )
    names = {row.id: f"{row.code} {row.name}" for row in tasks}
    lines = [
        Line(
            e,
            names.get(e.subject_id or 0, "") if e.subject_type == "task" else "",
            *counts.get(e.seq, (0, 0)),
        )
        for e in shown
    ]
    return JournalPage(lines, shown[-1].seq if len(found) > PAGE else None)


def all_of(session: Session, standing: Standing) -> list[tuple[JournalEntry, str]]:
    """Return every entry that a person may read, and what it is about, the newest first."""
    entries = session.scalars(
        select(JournalEntry).where(standing.readable_journal()).order_by(JournalEntry.seq.desc())
    ).all()
    tasks = session.execute(
        select(Task.id, Task.code, Task.name).where(Task.plan_id == standing.plan_id)
    )
    names = {row.id: f"{row.code} {row.name}" for row in tasks}
    return [
        (e, names.get(e.subject_id or 0, "") if e.subject_type == "task" else e.subject_type)
        for e in entries
    ]
