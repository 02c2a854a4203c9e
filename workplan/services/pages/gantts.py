"""The rows of a plan's Gantt chart: lines of effort, their tasks, and subtasks below them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models import BaselineTask, Dependency, Initiative, Plan, Task
from workplan.charts.gantt import GanttLink, GanttTask
from workplan.paging import pages_of
from workplan.scheduling.schedule import Driver
from workplan.services.record.read_models import read
from workplan.services.structure import chart_baselines
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import PlanDay, TaskState

ROWS_A_PAGE = 250

DRIVEN_BY = {
    "start": "plan start",
    "actual": "reported",
    "status": "today",
    "forecast": "forecast",
    "constraint": "its own date",
    "children": "its subtasks",
}


class Gantt(NamedTuple):
    """One page of rows, with the dependencies between them."""

    tasks: list[GanttTask]
    links: list[GanttLink]
    baseline: str | None
    page: int
    pages: int
    total: int


class Hrefs(NamedTuple):
    """Where rows lead."""

    task: Callable[[int], str]
    initiative: Callable[[str], str]


class GanttRow(NamedTuple):
    """A task of the chart, which has dates, with those of the baseline that charts use."""

    id: int
    parent_id: int | None
    initiative_id: int | None
    code: str
    name: str
    duration_days: int
    done_percent: int
    start_on: date
    finish_on: date
    forecast_on: date | None
    is_open: bool
    due_on: date | None
    late_days: int
    is_critical: bool
    total_float_days: int | None
    driver: str | None
    baseline_start_on: date | None
    baseline_finish_on: date | None


class EffortRow(NamedTuple):
    """A line of effort of the chart, with what its tasks add up to."""

    id: int
    code: str
    title: str
    duration_days: int
    done: int
    weight: int
    start_on: date
    finish_on: date


def gantt_of(
    session: Session, plan: Plan, day: PlanDay, hrefs: Hrefs, page: int | None = 1
) -> Gantt:
    """Return a page of a plan's rows; the same number of selects for any number of tasks.

    Args:
        page: from 1; None for all rows as one page.
    """
    live = (Task.plan_id == plan.id, Task.removed_at.is_(None), Task.start_on.is_not(None))
    total = session.scalar(select(func.count()).select_from(Task).where(*live)) or 0
    pages = 1 if page is None else pages_of(total, ROWS_A_PAGE)
    rows_a_page = max(1, total) if page is None else ROWS_A_PAGE
    page = min(max(1, page or 1), pages)
    baseline = chart_baselines.charted(session, plan.id)
    rows = read(
        GanttRow,
        session.execute(
            _rows(live, baseline.id if baseline else 0)
            .limit(rows_a_page)
            .offset((page - 1) * rows_a_page)
        ),
    )
    ids = [row.id for row in rows]
    owners = owners_of(session, ids)
    codes = _codes(session, rows)
    efforts = {effort.id: effort for effort in read(EffortRow, session.execute(_efforts(live)))}
    tasks = list(_arranged(rows, owners, codes, efforts, hrefs, day))
    links = [
        GanttLink(f"t{row.predecessor_id}", f"t{row.successor_id}", row.type)
        for row in session.execute(
            select(Dependency.predecessor_id, Dependency.successor_id, Dependency.type).where(
                Dependency.plan_id == plan.id
            )
        )
    ]
    return Gantt(tasks, links, baseline.name if baseline else None, page, pages, total)


def undated_of(session: Session, plan: Plan) -> int:
    """Return how many tasks have no dates, and so no bar: the plan cannot be computed."""
    undated = (Task.plan_id == plan.id, Task.removed_at.is_(None), Task.start_on.is_(None))
    return session.scalar(select(func.count()).select_from(Task).where(*undated)) or 0


def _rows(live: tuple[Any, ...], baseline_id: int) -> Any:
    return (
        select(
            Task.id,
            Task.parent_id,
            Task.initiative_id,
            Task.code,
            Task.name,
            Task.duration_days,
            Task.done_percent,
            Task.start_on,
            Task.finish_on,
            Task.forecast_on,
            Task.is_open,
            Task.due_on,
            Task.late_days,
            Task.is_critical,
            Task.total_float_days,
            Task.driver,
            BaselineTask.start_on.label("baseline_start_on"),
            BaselineTask.finish_on.label("baseline_finish_on"),
        )
        .outerjoin(
            BaselineTask,
            (BaselineTask.task_id == Task.id) & (BaselineTask.baseline_id == baseline_id),
        )
        .outerjoin(Initiative, Initiative.id == Task.initiative_id)
        .where(*live)
        .order_by(Initiative.position.is_not(None), Initiative.position, Task.position)
    )


def _efforts(live: tuple[Any, ...]) -> Any:
    """Return the select of the lines of effort with what their tasks add up to, on all pages."""
    is_leaf = states.counts_itself()
    weight = case((is_leaf, case((Task.duration_days > 1, Task.duration_days), else_=1)), else_=0)
    return (
        select(
            Initiative.id,
            Initiative.code,
            Initiative.title,
            func.sum(case((is_leaf, Task.duration_days), else_=0)).label("duration_days"),
            func.sum(weight * Task.done_percent).label("done"),
            func.sum(weight).label("weight"),
            func.min(Task.start_on).label("start_on"),
            func.max(Task.finish_on).label("finish_on"),
        )
        .join(Task, Task.initiative_id == Initiative.id)
        .where(*live)
        .group_by(Initiative.id, Initiative.code, Initiative.title)
    )


def _codes(session: Session, rows: Sequence[GanttRow]) -> dict[int, str]:
    """Return the codes of the driving predecessors, which may stand on another page."""
    codes = {row.id: row.code for row in rows}
    drivers = (Driver.decoded(row.driver) for row in rows if row.driver)
    missing = {d.predecessor for d in drivers if d.predecessor} - codes.keys()
    if missing:
        found = session.execute(select(Task.id, Task.code).where(Task.id.in_(missing)))
        codes |= {row.id: row.code for row in found}
    return codes


def _arranged(
    rows: Sequence[GanttRow],
    owners: dict[int, Owners],
    codes: dict[int, str],
    efforts: dict[int, EffortRow],
    hrefs: Hrefs,
    day: PlanDay,
) -> Iterator[GanttTask]:
    """Yield each line of effort, then its tasks with their subtasks below them."""
    present = {row.id for row in rows}
    below: dict[int | None, list[GanttRow]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in present else None].append(row)

    def walk(row: GanttRow, depth: int) -> Iterator[GanttTask]:
        state = day.state_of(row)
        yield _task(row, owners.get(row.id, NOBODY), codes, depth, hrefs, state)
        for child in below[row.id]:
            yield from walk(child, depth + 1)

    effort_id: int | None = None
    for row in below[None]:
        if row.initiative_id is not None and row.initiative_id != effort_id:
            effort_id = row.initiative_id
            yield _effort(efforts[effort_id], hrefs)
        yield from walk(row, 1 if row.initiative_id is not None else 0)


def _task(
    row: GanttRow,
    owners: Owners,
    codes: dict[int, str],
    depth: int,
    hrefs: Hrefs,
    state: TaskState,
) -> GanttTask:
    driver = Driver.decoded(row.driver) if row.driver else Driver("start")
    after = codes.get(driver.predecessor or 0)
    return GanttTask(
        key=f"t{row.id}",
        href=hrefs.task(row.id),
        code=row.code,
        name=row.name,
        owner=owners.led_by,
        depth=depth,
        is_summary=driver.kind == "children",
        duration_days=row.duration_days,
        percent=row.done_percent,
        start_on=row.start_on,
        finish_on=row.finish_on,
        due_on=row.due_on,
        is_critical=row.is_critical,
        is_late=state.is_late,
        total_float_days=row.total_float_days if row.is_open else None,
        driven_by=f"after {after}" if after else DRIVEN_BY[driver.kind],
        baseline_start_on=row.baseline_start_on,
        baseline_finish_on=row.baseline_finish_on,
        forecast_on=row.forecast_on if row.is_open else None,
    )


def _effort(effort: EffortRow, hrefs: Hrefs) -> GanttTask:
    return GanttTask(
        key=f"i{effort.id}",
        href=hrefs.initiative(effort.code),
        code=effort.code,
        name=effort.title,
        owner="",
        depth=0,
        is_summary=True,
        duration_days=effort.duration_days,
        percent=effort.done // effort.weight if effort.weight else 0,
        start_on=effort.start_on,
        finish_on=effort.finish_on,
        due_on=None,
        is_critical=False,
        is_late=False,
        total_float_days=None,
        driven_by="",
    )
