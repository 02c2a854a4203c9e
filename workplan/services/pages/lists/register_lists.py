"""The registers of a plan: the list with its filter, one entry with its history, and what is open.

Every list is one select of the entries and one of the tasks that they touch, however many there
are. Nobody who may see the plan sees another list than the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from models import JournalEntry, RegisterEntry, RegisterTask
from workplan.folding import fold
from workplan.paging import page_within, pages_of
from workplan.services.coordination.registers.registers import SUBJECT
from workplan.services.finding.sought import words_in
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.pages.lists.register_rows import (
    Listed,
    RegisterRow,
    RegisterState,
    read_rows,
    with_tasks,
)
from workplan.services.people.standing import Standing
from workplan.vocabulary import RegisterKind

A_PAGE = 50


class RegisterFilter(NamedTuple):
    """What narrows the list; an empty text narrows nothing."""

    text: str = ""
    kind: str = ""
    state: str = RegisterState.OPEN
    agency: str = ""


class RegisterPage(NamedTuple):
    """A page of the list.

    Args:
        total: how many entries all its pages have.
        everything: how many there are in the plan, whatever narrows the list.
        agencies: the codes and labels of those that own an entry.
    """

    rows: list[Listed]
    total: int
    page: int
    pages: int
    everything: int
    agencies: list[tuple[str, str]]


def page_of(session: Session, plan_id: int, wanted: RegisterFilter, page: int) -> RegisterPage:
    """Return a page of the registers of a plan; two selects."""
    every = read_rows(session, RegisterEntry.plan_id == plan_id)
    found = _narrowed(every, wanted)
    page = page_within(page, len(found), A_PAGE)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    agencies = sorted({(row.agency_code, row.agency) for row in every}, key=lambda pair: pair[1])
    pages = pages_of(len(found), A_PAGE)
    return RegisterPage(with_tasks(session, shown), len(found), page, pages, len(every), agencies)


def all_of(session: Session, plan_id: int, wanted: RegisterFilter) -> list[Listed]:
    """Return every entry that a filter means; two selects."""
    found = _narrowed(read_rows(session, RegisterEntry.plan_id == plan_id), wanted)
    return with_tasks(session, found)


def of_number(session: Session, plan_id: int, number: int) -> Listed | None:
    """Return one entry of a plan, retired ones too; two selects."""
    which = and_(RegisterEntry.plan_id == plan_id, RegisterEntry.number == number)
    return next(iter(with_tasks(session, read_rows(session, which))), None)


def touching(session: Session, task_id: int) -> list[RegisterRow]:
    """Return the entries that touch a task, the open ones first; one select."""
    touched = select(RegisterTask.entry_id).where(RegisterTask.task_id == task_id)
    return read_rows(session, RegisterEntry.id.in_(touched) & RegisterEntry.retired_at.is_(None))


def open_decisions(session: Session, plan_id: int) -> list[RegisterRow]:
    """Return the decisions that a plan waits for, the first one first; one select."""
    return read_rows(session, is_open(RegisterEntry.plan_id == plan_id, RegisterKind.DECISION))


def open_of(
    session: Session, plan_ids: Sequence[int], agency_ids: frozenset[int]
) -> list[RegisterRow]:
    """Return the open entries that some agencies own in some plans; one select."""
    if not plan_ids:
        return read_rows(session, false())
    owned = RegisterEntry.agency_id.in_(agency_ids)
    return read_rows(session, is_open(RegisterEntry.plan_id.in_(plan_ids) & owned))


def history_of(
    session: Session, standing: Standing, entry_id: int
) -> list[tuple[JournalEntry, str]]:
    """Return what the journal says of an entry to who may read that, the last first."""
    entries = session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.subject_type == SUBJECT,
            JournalEntry.subject_id == entry_id,
            standing.readable_journal(),
        )
        .order_by(JournalEntry.seq.desc())
    ).all()
    names = names_for(session, entries)
    return [(entry, said(entry, names)) for entry in entries]


def is_open(which: ColumnElement[bool], kind: str = "") -> ColumnElement[bool]:
    """Return the condition of entries that ask something of somebody, perhaps of one kind."""
    found = and_(which, RegisterEntry.closed_at.is_(None), RegisterEntry.retired_at.is_(None))
    return found & (RegisterEntry.kind == kind) if kind else found


def _narrowed(rows: Sequence[RegisterRow], wanted: RegisterFilter) -> list[RegisterRow]:
    """Return the rows that a filter means; a plan has few, so words are looked for here."""
    words = words_in(wanted.text)

    def fits(row: RegisterRow) -> bool:
        folded = fold(f"{row.name} {row.statement} {row.decider} {row.outcome} {row.agency}")
        return (
            wanted.kind in ("", row.kind)
            and wanted.state in ("", row.state)
            and wanted.agency in ("", row.agency_code)
            and all(word in folded for word in words)
        )

    return [row for row in rows if fits(row)]
