"""Two baselines of a plan side by side, or one and the plan as it stands: what differs.

Only tasks that carry work are compared; what groups others moves with them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from models import Baseline, BaselineTask, Plan, Task
from workplan.calendars.working import WorkingCalendar
from workplan.errors import InvalidInput, NotFound
from workplan.paging import page_within, pages_of
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.record.read_models import read, read_first
from workplan.services.structure.baseline.chart_baselines import Charted

A_PAGE = 100
KINDS = ("added", "removed", "moved", "re-estimated")
TODAY = "today"


class Tally(NamedTuple):
    """How many tasks differ in which way, and what both sides add up to.

    A task that moved and takes longer is counted in both.
    """

    tasks: int
    added: int
    removed: int
    moved: int
    re_estimated: int
    differing: int
    days_before: int
    days_after: int
    ends_before: date | None
    ends_after: date | None

    def of(self, kind: str) -> int:
        """Return how many differ in a way; in any, when none is given."""
        return int(getattr(self, kind.replace("-", "_"))) if kind else self.differing


class Row(NamedTuple):
    """A task on both sides; empty where it is not."""

    task_id: int
    code: str
    name: str
    start_before: date | None
    finish_before: date | None
    days_before: int | None
    start_after: date | None
    finish_after: date | None
    days_after: int | None


class Differing(NamedTuple):
    """A task that differs; `start` and `finish` are working days later, negative for earlier."""

    row: Row
    start: int
    finish: int

    @property
    def kinds(self) -> list[str]:
        """In which ways it differs."""
        if self.row.finish_before is None:
            return ["added"]
        if self.row.finish_after is None:
            return ["removed"]
        is_re_estimated = self.row.days_before != self.row.days_after
        before = self.row.start_before, self.row.finish_before
        is_moved = before != (self.row.start_after, self.row.finish_after)
        told = (("moved", is_moved), ("re-estimated", is_re_estimated))
        return [kind for kind, holds in told if holds]


class Comparison(NamedTuple):
    """What differs between two states of a plan, as one page of it.

    Args:
        after: the later one; None for the plan as it stands.
        end_days: by how many working days the end moved; negative for earlier.
    """

    before: Charted
    after: Charted | None
    tally: Tally
    end_days: int
    kind: str
    rows: list[Differing]
    page: int
    pages: int
    sides: Sides


def compare(
    session: Session,
    plan: Plan,
    before_id: int,
    after_id: int | None,
    kind: str = "",
    page: int | None = 1,
) -> Comparison:
    """Return a page of what differs; the same number of selects for any number of tasks.

    The caller has checked that the person may see the plan.

    Args:
        after_id: None for the plan as it stands.
        kind: one of `KINDS`, to see only those; all unless given.
        page: from 1; None for all rows as one page.

    Raises:
        NotFound: for a baseline that the plan does not have.
        InvalidInput: for one that is to be compared with itself, and for a kind that is none.
    """
    if before_id == after_id:
        raise InvalidInput("to", "That is one baseline twice. Choose another to compare it with.")
    if kind and kind not in KINDS:
        raise InvalidInput("kind", f"“{kind}” is no kind of change. Use {', '.join(KINDS)}.")
    before = _named(session, plan, before_id)
    after = None if after_id is None else _named(session, plan, after_id)
    sides = Sides(_frozen(before.id), _present(plan) if after is None else _frozen(after.id))
    tally = sides.tally(session)
    total = tally.of(kind)
    wanted = sides.rows(kind)
    if page is None:
        page, pages = 1, 1
    else:
        page, pages = page_within(page, total, A_PAGE), pages_of(total, A_PAGE)
        wanted = wanted.limit(A_PAGE).offset((page - 1) * A_PAGE)
    calendar = calendar_of_plan(plan)
    rows = [_told(row, calendar) for row in read(Row, session.execute(wanted))]
    end_days = _days(calendar, tally.ends_before, tally.ends_after)
    return Comparison(before, after, tally, end_days, kind, rows, page, pages, sides)


def end_days(session: Session, plan: Plan, baseline_id: int) -> int:
    """Return by how many working days a plan ends later than in a baseline; one select."""
    tally = Sides(_frozen(baseline_id), _present(plan)).tally(session)
    return _days(calendar_of_plan(plan), tally.ends_before, tally.ends_after)


class Sides(NamedTuple):
    """The tasks of both sides, as selects of the same columns."""

    before: Subquery
    after: Subquery

    @property
    def kinds(self) -> dict[str, ColumnElement[bool]]:
        """The condition of each kind of difference."""
        a, b = self.before.c, self.after.c
        both = and_(a.task_id.is_not(None), b.task_id.is_not(None))
        return {
            "added": a.task_id.is_(None),
            "removed": b.task_id.is_(None),
            "moved": and_(both, or_(a.start_on != b.start_on, a.finish_on != b.finish_on)),
            "re-estimated": and_(both, a.duration_days != b.duration_days),
        }

    def joined(self, *columns: Any) -> Any:
        """Return the select of columns over each task that carries work on either side."""
        a, b = self.before.c, self.after.c
        ids = union(select(a.task_id), select(b.task_id)).subquery("ids")
        return (
            select(*columns)
            .select_from(ids)
            .join(Task, Task.id == ids.c.task_id)
            .outerjoin(self.before, a.task_id == ids.c.task_id)
            .outerjoin(self.after, b.task_id == ids.c.task_id)
            .where(or_(a.is_summary.is_(False), b.is_summary.is_(False)))
        )

    def tally(self, session: Session) -> Tally:
        """Return how many differ, and what both sides add up to."""
        a, b = self.before.c, self.after.c

        def number(condition: ColumnElement[bool]) -> Any:
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        found = read_first(
            Tally,
            session.execute(
                self.joined(
                    func.count().label("tasks"),
                    number(self.kinds["added"]).label("added"),
                    number(self.kinds["removed"]).label("removed"),
                    number(self.kinds["moved"]).label("moved"),
                    number(self.kinds["re-estimated"]).label("re_estimated"),
                    number(or_(*self.kinds.values())).label("differing"),
                    func.coalesce(func.sum(a.duration_days), 0).label("days_before"),
                    func.coalesce(func.sum(b.duration_days), 0).label("days_after"),
                    func.max(a.finish_on).label("ends_before"),
                    func.max(b.finish_on).label("ends_after"),
                )
            ),
        )
        assert found is not None
        return found

    def rows(self, kind: str) -> Any:
        """Return the select of the tasks that differ in a way, in the order of the plan."""
        a, b = self.before.c, self.after.c
        wanted = self.kinds[kind] if kind else or_(*self.kinds.values())
        return (
            self.joined(
                Task.id.label("task_id"),
                func.coalesce(b.code, a.code).label("code"),
                func.coalesce(b.name, a.name).label("name"),
                a.start_on.label("start_before"),
                a.finish_on.label("finish_before"),
                a.duration_days.label("days_before"),
                b.start_on.label("start_after"),
                b.finish_on.label("finish_after"),
                b.duration_days.label("days_after"),
            )
            .where(wanted)
            .order_by(Task.position, Task.id)
        )


def _named(session: Session, plan: Plan, baseline_id: int) -> Charted:
    wanted = select(Baseline.id, Baseline.name, Baseline.frozen_on).where(
        Baseline.id == baseline_id, Baseline.plan_id == plan.id
    )
    found = read_first(Charted, session.execute(wanted))
    if found is None:
        raise NotFound("This plan has no such baseline. Choose one from its list.")
    return found


def _frozen(baseline_id: int) -> Subquery:
    of = BaselineTask
    columns = (of.code, of.name, of.duration_days, of.start_on, of.finish_on, of.is_summary)
    return select(of.task_id, *columns).where(of.baseline_id == baseline_id).subquery()


def _present(plan: Plan) -> Subquery:
    child = aliased(Task)
    has_child = select(child.id).where(child.parent_id == Task.id, child.removed_at.is_(None))
    is_summary = has_child.exists().label("is_summary")
    return (
        select(
            Task.id.label("task_id"),
            Task.code,
            Task.name,
            Task.duration_days,
            Task.start_on,
            Task.finish_on,
            is_summary,
        )
        .where(Task.plan_id == plan.id, Task.removed_at.is_(None), Task.start_on.is_not(None))
        .subquery()
    )


def _told(row: Row, calendar: WorkingCalendar) -> Differing:
    start = 0
    if row.start_before is not None and row.start_after is not None:
        first, last = map(calendar.start_boundary, (row.start_before, row.start_after))
        start = last - first
    return Differing(row, start, _days(calendar, row.finish_before, row.finish_after))


def _days(calendar: WorkingCalendar, before: date | None, after: date | None) -> int:
    return calendar.working_days_between(before, after) if before and after else 0
