"""The rows of a plan's Gantt chart: lines of effort, their tasks, and subtasks below them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import BaselineTask, Dependency, Plan, Task
from workplan.charts.gantt.rows import Elsewhere, GanttLink, GanttTask
from workplan.paging import page_within, pages_of
from workplan.services.pages.gantt.outlines import OutlinedRow, outline_of
from workplan.services.pages.gantt.tasks import Hrefs, tasks_of
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks.states import PlanDay

ROWS_A_PAGE = 100
"""How many rows a page holds at most, and a script asks for in one go."""


class Gantt(NamedTuple):
    """One page of rows, with what they depend on.

    Args:
        first: the number of the first row, from 1.
        total: how many rows there are on all pages.
        tasks_in_all: how many of the rows are tasks.
        span: the first and last day of all bars and baselines, on all pages; None without any.
        outline: every row that is not folded away, in order.
    """

    tasks: list[GanttTask]
    links: list[GanttLink]
    elsewhere: list[Elsewhere]
    baseline: str | None
    page: int
    pages: int
    first: int
    total: int
    tasks_in_all: int
    span: tuple[date, date] | None
    outline: list[OutlinedRow]


def gantt_of(
    session: Session,
    plan: Plan,
    day: PlanDay,
    hrefs: Hrefs,
    page: int | None = 1,
    *,
    where: Sequence[Any] | None = None,
    folded: Collection[str] = (),
    baseline: Charted | None = None,
    at: str = "",
) -> Gantt:
    """Return a page of a plan's rows; the same number of selects for any number of tasks.

    Args:
        page: from 1; None for all rows as one page.
        where: which tasks, as conditions of a select; else all of the plan.
        folded: the keys of rows below which nothing is shown.
        baseline: whose dates stand under the bars.
        at: the key of a row that decides the page, if it is among them.
    """
    live = [*(where or live_in(plan.id)), Task.start_on.is_not(None)]
    outline = outline_of(session, live, folded)
    places = {row.key: place for place, row in enumerate(outline)}
    rows_a_page = max(1, len(outline)) if page is None else ROWS_A_PAGE
    if at in places:
        page = places[at] // rows_a_page + 1
    page = page_within(page or 1, len(outline), rows_a_page)
    begin = (page - 1) * rows_a_page
    shown = outline[begin : begin + rows_a_page]
    ids = [row.task.id for row in shown if row.task is not None]
    baseline_id = baseline.id if baseline else 0
    links = _links(session, plan.id, ids)
    return Gantt(
        tasks_of(session, shown, live, baseline_id, hrefs, day),
        links,
        _elsewhere(links, outline, places, begin, len(shown)),
        baseline.name if baseline else None,
        page,
        pages_of(len(outline), rows_a_page),
        begin + 1,
        len(outline),
        sum(row.task is not None for row in outline),
        _span(session, live, baseline_id),
        outline,
    )


def live_in(plan_id: int) -> tuple[Any, ...]:
    """Return the conditions of the tasks that a plan has."""
    return (Task.plan_id == plan_id, Task.removed_at.is_(None))


def _links(session: Session, plan_id: int, ids: Sequence[int]) -> list[GanttLink]:
    """Return the dependencies that begin or end in some rows."""
    found = session.execute(
        select(Dependency.predecessor_id, Dependency.successor_id, Dependency.type).where(
            Dependency.plan_id == plan_id,
            or_(Dependency.predecessor_id.in_(ids), Dependency.successor_id.in_(ids)),
        )
    )
    return [GanttLink(f"t{row.predecessor_id}", f"t{row.successor_id}", row.type) for row in found]


def _elsewhere(
    links: Sequence[GanttLink],
    outline: Sequence[OutlinedRow],
    places: dict[str, int],
    begin: int,
    count: int,
) -> list[Elsewhere]:
    """Return the rows on other pages at the other ends of dependencies."""
    keys = {end for link in links for end in link[:2]}
    away = {key: places[key] - begin for key in keys if key in places}
    return [
        Elsewhere(key, row, task.start_on, task.finish_on, task.duration_days == 0)
        for key, row in sorted(away.items())
        if not 0 <= row < count and (task := outline[places[key]].task) is not None
    ]


def _span(session: Session, live: Sequence[Any], baseline_id: int) -> tuple[date, date] | None:
    """Return the first and the last day of all bars and baselines."""
    row = session.execute(
        select(
            func.min(Task.start_on),
            func.max(Task.finish_on),
            func.min(BaselineTask.start_on),
            func.max(BaselineTask.finish_on),
        )
        .select_from(Task)
        .outerjoin(
            BaselineTask,
            (BaselineTask.task_id == Task.id) & (BaselineTask.baseline_id == baseline_id),
        )
        .where(*live)
    ).one()
    if row[0] is None:
        return None
    return min(filter(None, (row[0], row[2]))), max(filter(None, (row[1], row[3])))


def undated_of(session: Session, plan: Plan) -> int:
    """Return how many tasks have no dates, and so no bar: the plan cannot be computed."""
    undated = (*live_in(plan.id), Task.start_on.is_(None))
    return session.scalar(select(func.count()).select_from(Task).where(*undated)) or 0
