"""A stored plan as the engine sees it, and what was computed for each of its tasks before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, Protocol

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Directive, Plan, Suspense, Task
from workplan.calendars.axis import Axis
from workplan.calendars.directed import next_occurrence
from workplan.calendars.hours import moment_at
from workplan.calendars.own import calendars_of
from workplan.calendars.spans import Span, span_in
from workplan.scheduling.network import Activity, Link, Network
from workplan.services.dates import parts_of_days
from workplan.services.dates.own_calendars import OwnCalendars
from workplan.services.dates.plan_calendars import calendar_by, minutes_by
from workplan.services.dates.stored_rows import (
    LINK_COLUMNS,
    LINKS,
    SUSPENSES,
    TASK_COLUMNS,
    TASKS,
    StoredTask,
)
from workplan.services.record.read_models import read
from workplan.vocabulary import WAYS_OUT


class SuspenseRule(Protocol):
    """What a suspense, or a row with its columns, must have so that its date can be told."""

    @property
    def rule(self) -> str | None: ...
    @property
    def fixed_on(self) -> date | None: ...
    @property
    def offset_days(self) -> int | None: ...
    @property
    def within(self) -> Span | None: ...
    @property
    def happened_on(self) -> date | None: ...
    @property
    def first_on(self) -> date | None: ...
    @property
    def every(self) -> Span | None: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def met_on(self) -> date | None: ...


class Stored(NamedTuple):
    """The computed columns of a task, in the order in which they are selected."""

    start_on: date | None
    finish_on: date | None
    late_finish_on: date | None
    total_float_days: int | None
    free_float_days: int | None
    is_critical: bool
    driver: str | None
    due_on: date | None
    late_days: int
    is_open: bool
    done_percent: int


COMPUTED = len(StoredTask._fields) - len(Stored._fields)
"""Where the computed columns of a stored task begin; they are the last."""


@dataclass(frozen=True)
class Loaded:
    """A plan as the engine sees it, and its parts by task; with what was stored before.

    Args:
        endings: how each of the tasks that are neither open nor done left the open work.
        own: which of them run on another calendar than the plan's.
    """

    activities: dict[int, Activity]
    stored: dict[int, Stored]
    links: list[Link]
    network: Network
    endings: dict[int, str]
    own: OwnCalendars

    @property
    def ended(self) -> frozenset[int]:
        """Which tasks were ended without being done; they have no share in any percent."""
        return frozenset(uid for uid, way in self.endings.items() if way in WAYS_OUT)


def load(
    session: Session,
    plan_id: int,
    before: Loaded | None = None,
    task_ids: Collection[int] = (),
) -> Loaded:
    """Read a plan's tasks, suspenses and dependencies: three selects, however large it is.

    Args:
        before: the plan as it was loaded; then only some of its tasks and links are read anew.
        task_ids: those tasks; ones that are gone, or new, among them.
    """
    plan = _head(session, plan_id)
    activities, stored, links, endings, own = _kept(before, task_ids)
    rows, between = _rows(session, plan_id, None if before is None else task_ids)
    live = activities.keys() | {row.id for row in rows}
    tied = [row for row in between if row[0] in live and row[1] in live]
    days = calendar_by(plan.weekmask, plan.days_off, plan.days_worked, is_federal=plan.is_federal)
    calendar: Axis = days
    own.names |= {row.id: row.work_calendar for row in rows if row.work_calendar}
    has_parts = parts_of_days.is_in(plan, rows, tied)
    if own.names:
        own = own.among(calendars_of(plan.work_calendars))
        has_parts = has_parts or own.has_parts(plan.hours)
    if has_parts or (before and before.network.calendar.per_day > 1):
        if before is not None:
            return load(session, plan_id)  # What was read before may count other units.
        calendar = minutes_by(days, plan.hours)
    unit = calendar.per_day
    for row in rows:
        activities[row.id] = _activity(row, plan.signed_on, live, unit)
        stored[row.id] = Stored._make(row[COMPUTED:])
        if row.ending is not None:
            endings[row.id] = row.ending
    links += (
        map(Link._make, (row[:5] for row in tied))
        if unit == 1
        else [parts_of_days.link_of(row, unit) for row in tied]
    )
    start_on = moment_at(plan.start_on, plan.start_minute)
    plain = Network([*activities.values()], links, calendar, start_on, plan.status_on)
    network = replace(plain, calendars=own.axes(unit)) if own.names else plain
    return Loaded(activities, stored, links, network, endings, own)


def _head(session: Session, plan_id: int) -> Any:
    """Return what of a plan itself decides on dates, and when its directive was signed."""
    return session.execute(
        select(
            Plan.start_on,
            Plan.start_minute,
            Plan.hours,
            Plan.status_on,
            Plan.weekmask,
            Plan.days_off,
            Plan.days_worked,
            Plan.is_federal,
            Plan.work_calendars,
            Directive.signed_on,
        )
        .outerjoin(Directive, Directive.id == Plan.directive_id)
        .where(Plan.id == plan_id)
    ).one()


class _Parts(NamedTuple):
    """The parts of a loaded plan, as far as they are known."""

    activities: dict[int, Activity]
    stored: dict[int, Stored]
    links: list[Link]
    endings: dict[int, str]
    own: OwnCalendars


def _kept(before: Loaded | None, task_ids: Collection[int]) -> _Parts:
    """Return what stands of a plan that was loaded before, without some of its tasks."""
    own = OwnCalendars()
    if before is None:
        return _Parts({}, {}, [], {}, own)
    activities = {i: kept for i, kept in before.activities.items() if i not in task_ids}
    return _Parts(
        activities,
        {i: before.stored[i] for i in activities},
        [li for li in before.links if li[0] in activities and li[1] in activities],
        {i: way for i, way in before.endings.items() if i not in task_ids},
        before.own.without(task_ids) if before.own.names else own,
    )


def _rows(
    session: Session, plan_id: int, only: Collection[int] | None
) -> tuple[list[StoredTask], Iterable[Any]]:
    """Return the rows of a plan's tasks, and of the links between them.

    Args:
        only: the tasks that are read, with the links at either end of them; all unless given.
    """
    tasks = (
        select(*TASK_COLUMNS)
        .select_from(Task.__table__.outerjoin(Suspense.__table__, SUSPENSES.task_id == TASKS.id))
        .where(TASKS.plan_id == plan_id, TASKS.removed_at.is_(None))
    )
    between = select(*LINK_COLUMNS).where(LINKS.plan_id == plan_id)
    if only is not None:
        tasks = tasks.where(TASKS.id.in_(only))
        between = between.where(or_(LINKS.predecessor_id.in_(only), LINKS.successor_id.in_(only)))
    connection = session.connection()
    return read(StoredTask, connection.execute(tasks)), connection.execute(between)


def directed_date(suspense: SuspenseRule, signed_on: date | None) -> date | None:
    """Return the date that a rule orders; None for none, and for a date that another task sets.

    Args:
        signed_on: when the directive was signed; None when none is named.
    """
    if suspense.rule == "fixed":
        return suspense.fixed_on
    if suspense.rule in ("signed", "event"):
        begun = signed_on if suspense.rule == "signed" else suspense.happened_on
        return _span(suspense).after(begun) if begun else None
    if suspense.rule == "recurring":
        assert suspense.first_on is not None
        assert suspense.every is not None
        return next_occurrence(
            suspense.first_on, suspense.every, suspense.met_on, suspense.until_on
        )
    return None


def _span(suspense: SuspenseRule) -> Span:
    found = span_in(suspense.offset_days, suspense.within)
    assert found is not None, "a check of the table demands it"
    return found


def _activity(row: StoredTask, signed_on: date | None, live: Set[int], unit: int) -> Activity:
    """Return a row as an activity; names are left out, since only a loop asks for them.

    Args:
        unit: how much a day counts.
    """
    due_on, due_after = None, None
    if row.rule is not None:
        due_on = directed_date(row, signed_on)
        if row.rule == "after_task" and row.after_task_id in live:
            assert row.after_task_id is not None
            due_after = (row.after_task_id, _span(row))
        # An agreed day counts while the rule orders what it was agreed for.
        if row.agreed_on is not None and (due_after or due_on == row.agreed_for):
            due_on, due_after = row.agreed_on, None
    found = Activity(
        row.id,
        row.duration_days,
        "",
        row.constraint_code,
        row.constraint_on,
        due_on,
        due_after,
        row.actual_start_on,
        row.actual_finish_on,
        row.percent,
        row.forecast_on,
        row.parent_id,
    )
    found = found if unit == 1 else parts_of_days.to_the_minute(found, row, unit)
    if row.ended_on is None:
        return found
    # What will not be done takes no time, and what waits for it goes on from the decision.
    return found._replace(duration=0, actual_finish_on=row.ended_on)
