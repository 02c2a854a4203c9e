"""The rows of a plan's Gantt chart: lines of effort, their tasks, and subtasks below them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from models import BaselineTask, Dependency, Plan, Task
from workplan.charts.gantt.rows import Elsewhere, GanttLink, GanttTask
from workplan.paging import page_within, pages_of
from workplan.services.pages.gantt.tasks import Hrefs, tasks_of
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.structure.outlines import Outline, outline_of
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
        efforts: the keys of the lines of effort among all rows.
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
    efforts: list[str]


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
        at: the key of a task that decides the page, if it is among them.
    """
    live = [*(where or live_in(plan.id)), Task.start_on.is_not(None)]
    outline = outline_of(session, live, folded)
    rows_a_page = max(1, len(outline)) if page is None else ROWS_A_PAGE
    place = outline.places.get(int(at[1:])) if at else None
    if place is not None:
        page = place // rows_a_page + 1
    page = page_within(page or 1, len(outline), rows_a_page)
    begin = (page - 1) * rows_a_page
    shown = outline.window(begin, rows_a_page)
    ids = [row.task for row in shown if row.task is not None]
    baseline_id = baseline.id if baseline else 0
    links = _links(session, plan.id, ids)
    return Gantt(
        tasks_of(session, shown, live, baseline_id, hrefs, day),
        links,
        _elsewhere(session, links, outline, range(begin, begin + len(shown))),
        baseline.name if baseline else None,
        page,
        pages_of(len(outline), rows_a_page),
        begin + 1,
        len(outline),
        outline.tasks,
        _span(session, live, baseline_id),
        outline.efforts,
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
    session: Session, links: Sequence[GanttLink], outline: Outline, shown: range
) -> list[Elsewhere]:
    """Return the rows on other pages at the other ends of dependencies."""
    ends = {int(end[1:]) for link in links for end in link[:2]}
    places = {end: outline.places[end] for end in ends if end in outline.places}
    away = [end for end, place in places.items() if place not in shown]
    # Whatever has a row has dates, which the columns alone do not say.
    columns: tuple[Any, ...] = (Task.id, Task.start_on, Task.finish_on, Task.duration_days)
    rows = session.execute(select(*columns).where(Task.id.in_(away)))
    return [
        Elsewhere(f"t{number}", places[number] - shown.start, start_on, finish_on, days == 0)
        for number, start_on, finish_on, days in rows
    ]


def _span(session: Session, live: Sequence[Any], baseline_id: int) -> tuple[date, date] | None:
    """Return the first and the last day of all bars and baselines; two selects.

    Of the baseline only what stands out beyond the bars is looked at, which is little.
    """
    bars = select(func.min(Task.start_on), func.max(Task.finish_on)).where(*live)
    begin, end = session.execute(bars).one()
    first, last = begin or date.max, end or date.min
    planned = (
        select(func.min(BaselineTask.start_on), func.max(BaselineTask.finish_on))
        .where(BaselineTask.baseline_id == baseline_id)
        .where(or_(BaselineTask.start_on < first, BaselineTask.finish_on > last))
        .where(exists(Task.id).where(Task.id == BaselineTask.task_id, *live))
    )
    row = session.execute(planned).one()
    if begin is None:
        return None
    return min(filter(None, (first, row[0]))), max(filter(None, (last, row[1])))


def undated_of(session: Session, plan: Plan) -> int:
    """Return how many tasks have no dates, and so no bar: the plan cannot be computed."""
    undated = (*live_in(plan.id), Task.start_on.is_(None))
    return session.scalar(select(func.count()).select_from(Task).where(*undated)) or 0
