"""A memo for one decision that a plan asks for: what is asked, what hangs on it, and an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Dependency, Plan, Task
from workplan.errors import NotFound
from workplan.papers.blocks import Block, Callout, Paragraph, Run
from workplan.papers.paper import Paper, Section, day_said, table_of
from workplan.scheduling.explain import day_words
from workplan.services.pages.forecast import pages as forecasts
from workplan.services.pages.forecast.words import percent
from workplan.services.pages.lists import register_lists
from workplan.services.pages.lists.register_rows import RegisterRow
from workplan.services.pages.overview.portfolio import figures_of
from workplan.services.record import journal
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.vocabulary import RegisterKind

LINES = 2
"""How many lines there are to write a decision on."""


class _Touched(NamedTuple):
    """A task that waits for the decision, or for such a task."""

    id: int
    code: str
    name: str
    is_open: bool
    finish_on: date | None
    due_on: date | None
    late_days: int


def memo_of(session: Session, plan: Plan, number: int, now: datetime) -> Paper:
    """Return the memo of a decision; as many selects for any number of tasks.

    Raises:
        NotFound: for an entry that the plan does not have, and for one that asks no decision.
    """
    listed = register_lists.of_number(session, plan.id, number)
    if listed is None or listed.row.kind != RegisterKind.DECISION:
        raise NotFound(f"This plan asks for no decision {number}. Choose one from its registers.")
    row = listed.row
    figures = figures_of(session, plan, now)
    touched = _tasks(session, [task.id for task in listed.tasks])
    return Paper(
        title=row.statement.strip().splitlines()[0],
        kind=f"{plan.title}: decision memo, {row.name.lower()}",
        facts=_facts(row, states.day_of(session, plan, now).today),
        sections=[
            Section("What it is about", tuple(_asked(row))),
            *_hangs_on(session, plan, touched, now),
            Section("Where the plan stands", (Paragraph((Run(f"{figures.answer}."),)),)),
            Section("Decision", tuple(_answers(row))),
        ],
        marking=plan.marking or "",
        foot=f"{journal.source_line(session)}; dates in {plan.time_zone}",
    )


def _facts(row: RegisterRow, today: date) -> list[str]:
    found = [f"For {row.decider}", f"Wanted by {day_said(row.wanted_on)}", f"From {row.agency}"]
    return [*found, f"As of {day_said(today)}"]


def _asked(row: RegisterRow) -> Iterable[Block]:
    _, *further = [line for line in row.statement.splitlines() if line.strip()]
    yield from (Paragraph((Run(line),)) for line in further)
    raised = f"Raised {day_words(row.raised_at.date())}"
    yield Paragraph((Run(f"{raised} by {row.raised_by}." if row.raised_by else f"{raised}."),))


def _hangs_on(
    session: Session, plan: Plan, touched: list[_Touched], now: datetime
) -> Iterable[Section]:
    """Yield the tasks that it touches with their chance, and what waits for these."""
    if not touched:
        return
    page = forecasts.page_of(session, plan, now)
    kept = page.found.kept if page.found else {}
    yield Section("What hangs on it", (_table(session, touched, kept),))
    after = select(Dependency.successor_id).where(
        Dependency.predecessor_id.in_([task.id for task in touched])
    )
    ids = set(session.scalars(after).all()) - {task.id for task in touched}
    following = [task for task in _tasks(session, list(ids)) if task.is_open]
    if following:
        said = f"{count(len(following), 'open task')} of the plan waits for these."
        if len(following) > 1:
            said = said.replace(" waits ", " wait ")
        blocks = (Paragraph((Run(said),)), _table(session, following, kept))
        yield Section("What waits behind it", blocks)


def _table(session: Session, tasks: list[_Touched], kept: Mapping[int, float]) -> Block:
    owners = owners_of(session, [task.id for task in tasks])
    heads = (("Task", 7), ("Lead", 3), ("Finish", 3), ("Suspense", 3), ("Kept in", 2))
    rows = (
        (
            f"{task.code} {task.name}",
            owners.get(task.id, NOBODY).led_by,
            day_said(task.finish_on) if task.is_open else f"done {day_said(task.finish_on)}",
            day_said(task.due_on),
            percent(kept[task.id]) if task.id in kept else "–",
        )
        for task in tasks
    )
    return table_of(heads, rows)


def _answers(row: RegisterRow) -> Iterable[Block]:
    """Yield the answer, or the lines on which whoever decides writes it."""
    if row.outcome:
        closed = f", {day_words(row.closed_at.date())}" if row.closed_at else ""
        yield Callout(f"Decided{closed}", (Paragraph((Run(row.outcome),)),))
        return
    for _ in range(LINES):
        yield Paragraph((Run("_" * 64),))
    yield Paragraph((Run(f"{row.decider}  {'_' * 24}     Date  {'_' * 14}"),))


def _tasks(session: Session, ids: list[int]) -> list[_Touched]:
    columns = [getattr(Task, name) for name in _Touched._fields]
    wanted = select(*columns).where(Task.id.in_(ids), Task.removed_at.is_(None))
    return read(_Touched, session.execute(wanted.order_by(Task.position, Task.id)))
