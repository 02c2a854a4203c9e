"""The rows of a Gantt chart as they are read, and what each shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from models import BaselineTask, Initiative, Task
from workplan.charts.gantt.rows import GanttTask
from workplan.scheduling.driver import Driver
from workplan.services.record.read_models import read
from workplan.services.structure.outlines import OutlinedRow
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import PlanDay

MOST_FLOAT = 1_000
"""How many working days in hand are drawn at most: a plan without a suspense has centuries."""
DRIVEN_BY = {
    "start": "starts with the plan",
    "actual": "as reported",
    "status": "goes on from today: no progress was reported",
    "forecast": "as its agency forecasts",
    "constraint": "on a date set for it",
    "children": "with its subtasks",
}
BY_LINK = {
    "FS": "starts when {} ends",
    "SS": "starts when {} starts",
    "FF": "ends when {} ends",
    "SF": "ends when {} starts",
}


class Hrefs(NamedTuple):
    """Where rows lead."""

    task: Callable[[int], str]
    initiative: Callable[[str], str]


class GanttRow(NamedTuple):
    """A task of the chart, which has dates, with those of the baseline that charts use."""

    id: int
    code: str
    name: str
    duration_days: int
    done_percent: int
    status: str
    start_on: date
    finish_on: date
    forecast_on: date | None
    is_open: bool
    ending: str | None
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


def tasks_of(
    session: Session,
    shown: Sequence[OutlinedRow],
    live: Sequence[Any],
    baseline_id: int,
    hrefs: Hrefs,
    day: PlanDay,
) -> list[GanttTask]:
    """Return the rows of a page in full: four selects, however many they are.

    Args:
        live: which tasks add up to the lines of effort, as conditions of a select.
        baseline_id: the baseline whose dates stand under the bars; 0 for none.
    """
    ids = [row.task for row in shown if row.task is not None]
    rows = {row.id: row for row in read(GanttRow, session.execute(_rows(ids, baseline_id)))}
    owners, codes = owners_of(session, ids), _codes(session, rows.values())
    headings = [row.effort for row in shown if row.effort is not None]
    efforts = {row.id: row for row in read(EffortRow, session.execute(_efforts(live, headings)))}
    found = []
    for place in shown:
        if place.effort is not None:
            found.append(_effort(efforts[place.effort], place, hrefs))
        elif place.task is not None:
            found.append(_task(rows[place.task], place, owners, codes, hrefs, day))
    return found


def _rows(ids: Sequence[int], baseline_id: int) -> Any:
    return (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.duration_days,
            Task.done_percent,
            Task.status,
            Task.start_on,
            Task.finish_on,
            Task.forecast_on,
            Task.is_open,
            Task.ending,
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
        .where(Task.id.in_(ids))
    )


def _efforts(live: Sequence[Any], ids: Sequence[int]) -> Any:
    """Return the select of lines of effort with what their tasks add up to, on all pages.

    What was ended without being done is no part of what is done, nor of what is to be done.
    """
    is_leaf = states.counts_itself()
    has_share = and_(is_leaf, states.is_to_be_done())
    weight = case((has_share, case((Task.duration_days > 1, Task.duration_days), else_=1)), else_=0)
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
        .where(*live, Initiative.id.in_(ids))
        .group_by(Initiative.id, Initiative.code, Initiative.title)
    )


def _codes(session: Session, rows: Collection[GanttRow]) -> dict[int, str]:
    """Return the codes of the driving predecessors, which may stand on another page."""
    codes = {row.id: row.code for row in rows}
    drivers = (Driver.decoded(row.driver) for row in rows if row.driver)
    missing = {d.predecessor for d in drivers if d.predecessor} - codes.keys()
    if missing:
        found = session.execute(select(Task.id, Task.code).where(Task.id.in_(missing)))
        codes |= {row.id: row.code for row in found}
    return codes


def _task(
    row: GanttRow,
    place: OutlinedRow,
    owners: Mapping[int, Owners],
    codes: Mapping[int, str],
    hrefs: Hrefs,
    day: PlanDay,
) -> GanttTask:
    state = day.state_of(row)
    driver = Driver.decoded(row.driver) if row.driver else Driver("start")
    after = codes.get(driver.predecessor or 0)
    return GanttTask(
        key=f"t{row.id}",
        href=hrefs.task(row.id),
        code=row.code,
        name=row.name,
        owner=owners.get(row.id, NOBODY).led_by,
        depth=place.level,
        is_summary=driver.kind == "children",
        duration_days=row.duration_days,
        percent=row.done_percent,
        start_on=row.start_on,
        finish_on=row.finish_on,
        due_on=row.due_on,
        is_critical=row.is_critical,
        is_late=state.is_late,
        total_float_days=row.total_float_days if row.is_open else None,
        driven_by=_driven(driver, after),
        baseline_start_on=row.baseline_start_on,
        baseline_finish_on=row.baseline_finish_on,
        forecast_on=row.forecast_on if row.is_open else None,
        chip=day.chip_of(row),
        late_days=state.days if state.is_late else 0,
        float_on=_until(row, day) if driver.kind != "children" else None,
        is_folded=place.is_folded,
        has_below=place.has_below,
        state=state.state,
    )


def _driven(driver: Driver, after: str | None) -> str:
    """Return in words what sets the dates of a task, from the code of what it waits for."""
    return BY_LINK[driver.detail].format(after) if after else DRIVEN_BY[driver.kind]


def _until(row: GanttRow, day: PlanDay) -> date | None:
    """Return the last day on which an open task may finish and delay nothing."""
    if not row.is_open or not row.total_float_days or row.total_float_days < 0:
        return None
    calendar = day.calendar
    boundary = calendar.finish_boundary(row.finish_on) + min(row.total_float_days, MOST_FLOAT)
    return calendar.day_until(boundary)


def _effort(effort: EffortRow, place: OutlinedRow, hrefs: Hrefs) -> GanttTask:
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
        is_folded=place.is_folded,
        has_below=place.has_below,
    )
