"""The first page of a report: the answer, what is to be decided, what is late and who acts next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, ReportingCycle, Suspense, Task
from models.tasks.suspense import orderer_of
from workplan.charts.deliverables import Deliverable
from workplan.papers.blocks import Beside, Block, Callout, Paragraph, Run
from workplan.papers.paper import Section, day_said, table_of
from workplan.scheduling.explain import day_words
from workplan.services.pages.cycles.answers import Answers
from workplan.services.pages.cycles.changes import Since
from workplan.services.pages.overview.next_actors import NextActor
from workplan.services.pages.overview.overviews import Overview
from workplan.services.pages.reports import drawings
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import PlanDay, TaskState
from workplan.vocabulary import OrderedBy, state_words

DECISIONS, DIRECTED = 3, 10
LATE, LISTED = (5, 4), (4, 3)
"""How many of each stand on the first page, without decisions and beside them; the rest is counted
there and listed behind."""


class Material(NamedTuple):
    """What a report is made of, read once.

    Args:
        cycle: the cycle that it reports on; None where none was opened yet.
        on_paper: whether it becomes a document.
    """

    session: Session
    plan: Plan
    day: PlanDay
    glance: Overview
    cycle: ReportingCycle | None
    answers: Answers | None
    since: Since | None
    on_paper: bool

    def most(self, numbers: tuple[int, int]) -> int:
        """Return how many rows have room: of what is decided there is something, or not."""
        return numbers[bool(self.glance.decisions)]


def sections(m: Material) -> Iterable[Section]:
    """Yield the sections of the first page."""
    yield Section("In short", tuple(_in_short(m)))
    yield from _directed(m)
    yield Section("", (_work(m),))
    if m.glance.late:
        yield Section("Late, or about to be", tuple(_late(m)))
    yield Section("", (Beside((_coming(m), _moved(m))),))


def _in_short(m: Material) -> Iterable[Block]:
    f = m.glance.figures.counts
    said = f"{f.done:,} of {count(f.total, 'task')} {'is' if f.done == 1 else 'are'} done"
    said += f", {f.claimed:,} claimed" if f.claimed else ""
    said += f", {f.ended:,} ended otherwise" if f.ended else ""
    late = [
        f"{number:,} {what}"
        for number, what in ((f.overdue, "overdue"), (f.late - f.overdue, "computed to miss"))
        if number
    ]
    said += f"; {' and '.join(late) or 'nothing is late'}."
    if m.answers is not None and m.cycle is not None:
        said += f" {m.answers.reported:,} of {count(len(m.answers.tasks), 'open task')} reported "
        said += f"for {m.cycle.name}."
    yield Paragraph((Run(said),))
    if m.cycle is not None and m.cycle.words:
        yield from (Paragraph((Run(line),)) for line in m.cycle.words.splitlines() if line.strip())
    if m.glance.decisions:
        yield Callout(_to_decide(len(m.glance.decisions)), (_decisions(m),))


def _to_decide(number: int) -> str:
    if number == 1:
        return "One decision is asked for"
    more = f"; the first {DECISIONS}" if number > DECISIONS else ""
    return f"{number:,} decisions are asked for{more}"


def _decisions(m: Material) -> Block:
    heads = (("Decision", 8), ("Who decides", 3), ("By", 2))
    rows = (
        (one.statement, one.decider or one.agency, day_said(one.wanted_on))
        for one in m.glance.decisions[:DECISIONS]
    )
    return table_of(heads, rows)


class _Ordered(NamedTuple):
    code: str
    name: str
    due_on: date
    finish_on: date | None
    is_open: bool
    ending: str | None
    late_days: int
    rule: str
    ordered_by: str | None


def _directed(m: Material) -> Iterable[Section]:
    """Yield what the directive orders by a day, with where each stands."""
    columns: list[Any] = [getattr(Task, name) for name in _Ordered._fields[:-2]]
    wanted = (
        select(*columns, *(Suspense.rule, Suspense.ordered_by))
        .join(Suspense, Suspense.task_id == Task.id)
        .where(
            *(Task.plan_id == m.plan.id, Task.removed_at.is_(None), Task.due_on.is_not(None)),
            states.is_to_be_done(),
        )
        .order_by(Task.due_on, Task.position)
    )
    found = [
        one
        for one in map(_Ordered._make, m.session.execute(wanted))
        if orderer_of(one.rule, one.ordered_by) == OrderedBy.DIRECTIVE
    ]
    if not found:
        return
    rows = [
        Deliverable(
            *(one.code, one.name, one.due_on, one.finish_on),
            is_done=not one.is_open,
            is_missed=m.day.state_of(one).is_late,
        )
        for one in found
    ]
    done = sum(row.is_done for row in rows)
    late = sum(row.is_missed for row in rows)
    said = f"What the directive orders: {done:,} of {len(rows):,} done, {late:,} late"
    more = f" The first {DIRECTED} are drawn." if len(rows) > DIRECTED else ""
    drawing = drawings.directed(rows[:DIRECTED], m.day.today, f"{said}.{more}")
    yield Section(said, (drawing,))


def _work(m: Material) -> Block:
    figures = m.glance.figures
    drawing = drawings.burndown(m.session, m.plan, m.day.today, figures.counts, on_paper=m.on_paper)
    left: tuple[Block, ...] = (drawing,) if drawing else (Paragraph((Run("Nothing yet."),)),)
    reported = {}
    if m.answers is not None:
        reported = {one.label: f"{one.reported} of {len(one.cells)}" for one in m.answers.agencies}
    heads = (("Agency", 5), ("Done", 3), ("Late", 2), ("Reported", 3))
    rows = (
        (
            one.label,
            f"{one.done:,} of {one.total:,}",
            f"{one.late:,}",
            "–" if reported.get(one.label, "0 of 0") == "0 of 0" else reported[one.label],
        )
        for one in m.glance.agencies
    )
    said = f"Work left: {count(figures.counts.left, 'task')}"
    return Beside(((said, left), ("Who leads what", (table_of(heads, rows),))))


def _late(m: Material) -> Iterable[Block]:
    heads = (
        *(("Task", 24), ("Lead", 8), ("Suspense", 8), ("Finish", 8)),
        *(("Working days", 10), ("Acts next", 13)),
    )
    rows = (
        (
            f"{row.code} {row.name}",
            owners.led_by,
            day_said(row.due_on),
            day_said(row.finish_on),
            _late_said(m.day.state_of(row)),
            _acts(m.glance.next_actors.get(row.id)),
        )
        for row, owners, _ in m.glance.late[: m.most(LATE)]
    )
    yield table_of(heads, rows)
    more = m.glance.figures.counts.late - m.most(LATE)
    if more > 0:
        yield Paragraph((Run(f"{more:,} more stand among the tasks and dates."),))


def _late_said(state: TaskState) -> str:
    """Return how late a task is under a head that says in what: “overdue by 10”."""
    return state_words(*state).removesuffix("s").removesuffix(" working day")


def _acts(actor: NextActor | None) -> str:
    if actor is None:
        return ""
    who = actor.person or actor.agencies
    return f"{who}, ends {actor.on} first" if actor.on else who


class _Due(NamedTuple):
    id: int
    code: str
    name: str
    due_on: date
    late_days: int
    is_open: bool
    ending: str | None
    finish_on: date | None


def _coming(m: Material) -> tuple[str, tuple[Block, ...]]:
    """Return the open suspenses of the next working days, as every page counts them."""
    columns = [getattr(Task, name) for name in _Due._fields]
    wanted = select(*columns).where(
        *(Task.plan_id == m.plan.id, states.is_open()),
        Task.due_on.between(m.day.today, m.day.soon),
    )
    rows = read(_Due, m.session.execute(wanted.order_by(Task.due_on, Task.position)))
    heading = "Suspenses of the next ten working days"
    shown = rows[: m.most(LISTED)]
    owners = owners_of(m.session, [row.id for row in shown])
    if not rows:
        return heading, (Paragraph((Run("None."),)),)
    heads = (("Suspense", 3), ("Task", 6), ("Lead", 3))
    cells = (
        (day_words(row.due_on), f"{row.code} {row.name}", owners.get(row.id, NOBODY).led_by)
        for row in shown
    )
    more = f"{len(rows) - len(shown):,} more." if len(rows) > len(shown) else ""
    return heading, (table_of(heads, cells), *([Paragraph((Run(more),))] if more else []))


def _moved(m: Material) -> tuple[str, tuple[Block, ...]]:
    if m.since is None:
        said = "No cycle was closed before, so nothing is compared."
        return "Moved", (Paragraph((Run(said),)),)
    heading = f"Moved since {day_words(m.since.first)}: the end by {signed(m.since.end_days)}"
    rows = [one for one in m.since.tasks if one.kind == "moved"]
    if not rows:
        return heading, (Paragraph((Run("No task moved."),)),)
    heads = (("Days", 1), ("Task", 7))
    cells = (
        (signed(one.days), f"{one.task.code} {one.task.name}") for one in rows[: m.most(LISTED)]
    )
    return heading, (table_of(heads, cells),)


def signed(days: int) -> str:
    """Return a number of days with its sign; a real minus."""
    return f"+{days:,}" if days > 0 else f"−{-days:,}" if days < 0 else "0"
