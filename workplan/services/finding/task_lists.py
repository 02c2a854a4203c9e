"""The task list of a plan: filtered, sorted and paged by the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Task, TaskAgency
from workplan.paging import page_within, pages_of
from workplan.services.accounts.membership.departures import left_of
from workplan.services.finding.conditions import Condition, clause
from workplan.services.finding.list_columns import SORTS, Listed
from workplan.services.finding.list_groups import (
    PLAN_ORDER,
    ListGroup,
    ListHead,
    grouped,
    heads_of,
)
from workplan.services.finding.listed_tasks import LISTED, ListedTask
from workplan.services.finding.search import TEXTS
from workplan.services.finding.sought import stand_in, words_in
from workplan.services.people import agency_names, plan_agencies
from workplan.services.people.standing import Standing
from workplan.services.record.kept_results import KeptResults
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.rollups import Rollup, rollups_of
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import WAYS_OUT

PAGE_SIZE = 50
HEADS: KeptResults[list[ListHead]] = KeptResults(most=200)
"""Of filters without conditions, whose counts no change alters without an entry of the journal."""


class ListedAgency(NamedTuple):
    """An agency that owns tasks of a plan, to choose from."""

    code: str
    label: str


class ListedEffort(NamedTuple):
    """A line of effort of a plan, to choose from."""

    code: str
    title: str


def _ended(way: str, _: Mapping[int, PlanDay]) -> ColumnElement[bool]:
    return states.is_ended(way)


STATES: dict[str, Callable[[Mapping[int, PlanDay]], ColumnElement[bool]]] = {
    "open": lambda _: states.is_open(),
    "overdue": states.is_overdue,
    "will_miss": states.will_miss,
    "claimed": lambda _: states.is_claimed(),
    "done": lambda _: states.is_done(),
    **{way.value: partial(_ended, way) for way in WAYS_OUT},
}
"""What the filter of statuses offers besides what agencies report."""


@dataclass(frozen=True)
class TaskFilter:
    """What the address of the list says."""

    agency: str = ""
    initiative: str = ""
    status: str = ""
    is_late: bool = False
    text: str = ""
    sort: str = "plan"
    page: int = 1
    conditions: tuple[Condition, ...] = ()
    is_any: bool = False


class TaskPage(NamedTuple):
    """One page of tasks, and how many there are in all.

    Args:
        total: the rows, tasks with subtasks among them.
        tasks: those without subtasks, which plans count.
        groups: the rows by line of effort; all in one without a head, where they are sorted
            otherwise.
    """

    groups: list[ListGroup]
    total: int
    tasks: int
    page: int

    @property
    def rows(self) -> list[Listed]:
        """The rows of the page in their order."""
        return [row for group in self.groups for row in group.rows]

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages_of(self.total, PAGE_SIZE)


def page_of(session: Session, standing: Standing, wanted: TaskFilter, day: PlanDay) -> TaskPage:
    """Return the tasks of a plan that a filter means; six selects, however many there are."""
    conditions = narrowed(session, standing.plan_id, wanted, day)
    heads = _heads(session, wanted, day, conditions)
    total, tasks = sum(head.total for head in heads), sum(head.tasks for head in heads)
    page = page_within(wanted.page, total, PAGE_SIZE)
    order, offset = _order(wanted.sort, day), (page - 1) * PAGE_SIZE
    rows = read(
        ListedTask,
        session.execute(
            _selected(standing).where(*conditions).order_by(*order).limit(PAGE_SIZE).offset(offset)
        ),
    )
    listed = _listed(session, rows, day, rollups_of(session, [row.id for row in rows]))
    is_grouped = order is PLAN_ORDER
    groups = grouped(listed, heads, offset) if is_grouped else [ListGroup(None, listed)]
    return TaskPage(groups, total, tasks, page)


def _heads(
    session: Session, wanted: TaskFilter, day: PlanDay, conditions: list[ColumnElement[bool]]
) -> list[ListHead]:
    """Return the heads of what a filter means, which count every task that it leaves."""
    if wanted.conditions:
        return heads_of(session, conditions)
    key = (day.plan_id, day.today, replace(wanted, sort="plan", page=1))
    return HEADS.of(session, key, lambda: heads_of(session, conditions))


def all_of(session: Session, standing: Standing, wanted: TaskFilter, day: PlanDay) -> list[Listed]:
    """Return every task that a filter means, however many."""
    rows = read(
        ListedTask,
        session.execute(
            _selected(standing)
            .where(*narrowed(session, standing.plan_id, wanted, day))
            .order_by(*_order(wanted.sort, day))
        ),
    )
    return _listed(session, rows, day, {})


def _selected(standing: Standing) -> Any:
    return LISTED.add_columns(standing.reportable().label("may_report"))


def _listed(
    session: Session, rows: Sequence[ListedTask], day: PlanDay, rollups: dict[int, Rollup]
) -> list[Listed]:
    ids = [row.id for row in rows]
    owners, left = owners_of(session, ids), left_of(session, ids)
    return [
        Listed(
            row,
            owners.get(row.id, NOBODY),
            rollups.get(row.id),
            left.get(row.id, ""),
            day.state_of(row),
        )
        for row in rows
    ]


def _order(sort: str, day: PlanDay) -> tuple[Any, ...]:
    """Return the order that a word means; that of the plan where it means none."""
    chosen = SORTS.get(sort, SORTS["plan"])(day)
    return (*chosen, Task.position) if chosen else PLAN_ORDER


def choices(session: Session, plan_id: int) -> tuple[list[ListedAgency], list[ListedEffort]]:
    """Return the agencies that take part in a plan, and its lines of effort in use."""
    taking = plan_agencies.ids_in(plan_id)
    agencies = select(Agency.code, Agency.label).where(Agency.id.in_(taking)).order_by(Agency.label)
    efforts = (
        select(Initiative.code, Initiative.title)
        .where(Initiative.plan_id == plan_id, Initiative.retired_at.is_(None))
        .order_by(Initiative.position)
    )
    return (
        read(ListedAgency, session.execute(agencies)),
        read(ListedEffort, session.execute(efforts)),
    )


def narrowed(
    session: Session, plan_id: int, wanted: TaskFilter, day: PlanDay
) -> list[ColumnElement[bool]]:
    """Return the conditions of the tasks of a plan that a filter means, for a select."""
    conditions = [Task.plan_id == plan_id, Task.removed_at.is_(None)]
    if wanted.agency:
        meant = agency_names.meant_by(session, wanted.agency)
        owning = select(TaskAgency.task_id).where(TaskAgency.agency_id == meant)
        conditions.append(Task.id.in_(owning))
    if wanted.initiative:
        conditions.append(
            Task.initiative_id.in_(
                select(Initiative.id).where(
                    Initiative.plan_id == plan_id, Initiative.code == wanted.initiative
                )
            )
        )
    days = {plan_id: day}
    if wanted.status in STATES:
        conditions.append(STATES[wanted.status](days))
    elif wanted.status:
        conditions.append(Task.status == wanted.status)
    if wanted.is_late:
        conditions.append(states.is_late(days))
    if wanted.text:
        conditions.append(stand_in(words_in(wanted.text), *TEXTS))
    if wanted.conditions:
        typed = wanted.conditions
        conditions.append(clause(session, plan_id, typed, day, is_any=wanted.is_any))
    return conditions
