"""The neutral JSON form of a network, in; and with its expected dates, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from math import floor
from typing import Any, NamedTuple

from workplan.calendars.hours import DAY, OFFICE_HOURS, in_minutes, read_hours
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.own import Calendars, axes_of, calendars_of
from workplan.calendars.spans import Span, days, span_of
from workplan.calendars.working import MONDAY_TO_FRIDAY, calendar_of, federal_calendar
from workplan.errors import InvalidInput
from workplan.scheduling.network import CONSTRAINTS, LINK_TYPES, Activity, Link, Network
from workplan.scheduling.neutral_values import (
    as_day,
    integer,
    items,
    mapping,
    number,
    read_day,
    read_moment,
    read_text,
)
from workplan.scheduling.schedule import Dates, Schedule

EXPECTED_COLUMNS = (
    "early_start",
    "early_finish",
    "late_start",
    "late_finish",
    "total_float_days",
    "free_float_days",
    "critical",
)
MAX_DAYS = 20_000


def read_network(document: object, *, status_on: date | None = None) -> Network:
    """Return the network that a document in the neutral form describes.

    Args:
        status_on: used when the document has no status date of its own.

    Raises:
        InvalidInput: with the JSON path of the wrong value.
    """
    root = mapping(document, "document")
    tasks = [_task(raw, f"tasks[{n}]") for n, raw in enumerate(items(root, "tasks"))]
    links = [_link(raw, f"links[{n}]") for n, raw in enumerate(items(root, "links"))]
    start_on = read_moment(root, "project_start", "")
    if start_on is None:
        raise InvalidInput("project_start", "The document has no project_start. Give a date.")
    calendar = federal_calendar()
    if root.get("calendar") is not None:
        raw = mapping(root["calendar"], "calendar")
        mask = str(raw.get("weekmask", MONDAY_TO_FRIDAY))
        holidays = items(raw, "holidays")
        off = [as_day(day, "calendar.holidays") for day in holidays]
        worked = [as_day(day, "calendar.worked") for day in items(raw, "worked")]
        calendar = calendar_of(mask, off, worked, is_federal=raw.get("federal") is True)
    status_on = read_day(root, "status_date", "") or status_on
    own = calendars_of(root.get("calendars"))
    hours = read_hours(read_text(root, "hours")) if root.get("hours") is not None else OFFICE_HOURS
    network = _network(tasks, links, WorkingMinutes(calendar, hours), start_on, own)
    return replace(network, status_on=status_on)


class _Task(NamedTuple):
    """A task as it is written: its days, also parts of one, and the name of its calendar."""

    days: float
    activity: Activity
    calendar: str


class _Lagged(NamedTuple):
    """A link as it is written: its lag in days, also parts of one."""

    days: float
    link: Link


def _network(
    tasks: list[_Task],
    links: list[_Lagged],
    calendar: WorkingMinutes,
    start_on: date,
    own: Calendars,
) -> Network:
    """Return the network in days, or in minutes where something in it is no whole day."""
    hours, moments = calendar.hours, [start_on]
    for _, a, _ in tasks:
        moments += filter(None, (a.constraint_on, a.actual_start_on, a.actual_finish_on))
    lengths = [*(task.days for task in tasks), *(link.days for link in links)]
    runs_on = {task.activity.uid: _named(own, task) for task in tasks if task.calendar}
    used = {*runs_on.values()}
    has_parts = any(days != int(days) for days in lengths) or any(
        isinstance(on, datetime) for on in moments
    )
    has_parts = has_parts or any(own[name].hours != hours for name in used)
    if not has_parts and not hours.is_uneven(calendar.weekmask):
        activities = [a._replace(duration=int(days)) for days, a, _ in tasks]
        plain = [link._replace(lag=int(days)) for days, link in links]
        axes = axes_of(own, used)
        days_of = {uid: axes[name] for uid, name in runs_on.items()}
        return Network(activities, plain, calendar.days, start_on, calendars=days_of)
    per_day = hours.per_day
    activities = [a._replace(duration=in_minutes(days, per_day)) for days, a, _ in tasks]
    lagged = [
        link._replace(lag=in_minutes(days, DAY if link.is_elapsed else per_day))
        for days, link in links
    ]
    axes = axes_of(own, used, in_minutes=True)
    minutes_of = {uid: axes[name] for uid, name in runs_on.items()}
    return Network(activities, lagged, calendar, start_on, calendars=minutes_of)


def _named(own: Calendars, task: _Task) -> str:
    if task.calendar in own:
        return task.calendar
    raise InvalidInput(
        "calendar",
        f"Task {task.activity.uid} runs on the calendar “{task.calendar[:60]}”, which “calendars” "
        "does not have. Add it there, or leave it out.",
    )


def write_schedule(document: Mapping[str, Any], schedule: Schedule) -> dict[str, Any]:
    """Return the document with `expected_cols` and `expected`, keyed by uid.

    A status date that the document did not give is written into it, since the dates rest on it.
    Where minutes are counted, `moments` has when each task starts and finishes.
    """
    expected, moments = {}, {}
    for i, leaf in enumerate(schedule.graph.leaves):
        expected[str(leaf.uid)] = _row(schedule.dates(i), is_milestone=leaf.duration == 0)
        if exact := schedule.moments(i):
            moments[str(leaf.uid)] = [moment.isoformat(timespec="minutes") for moment in exact]
    result = {**document, "expected_cols": list(EXPECTED_COLUMNS), "expected": expected}
    if moments:
        result["moments"] = moments
    if schedule.network.status_on is not None:
        result["status_date"] = schedule.network.status_on.isoformat()
    return result


def _row(dates: Dates, *, is_milestone: bool) -> list[Any]:
    early, late = ("E" if dates.is_end_of_day else "S", "E") if is_milestone else ("", "")
    return [
        dates.start_on.isoformat() + early,
        dates.finish_on.isoformat() + early,
        dates.late_start_on.isoformat() + late,
        dates.late_finish_on.isoformat() + late,
        floor(dates.total_float),
        floor(dates.free_float),
        int(dates.is_critical),
    ]


def _task(value: object, path: str) -> _Task:
    raw = mapping(value, path)
    constraint = raw.get("constraint") or "ASAP"
    if constraint not in CONSTRAINTS:
        raise InvalidInput(
            f"{path}.constraint",
            f"{path}.constraint is “{constraint}”. Use one of {', '.join(CONSTRAINTS)}.",
        )
    constraint_on = read_moment(raw, "constraint_date", path)
    if (constraint_on is None) != (constraint in ("ASAP", "ALAP")):
        raise InvalidInput(
            f"{path}.constraint_date",
            f"{path}: the constraint {constraint} "
            + ("needs a constraint_date." if constraint_on is None else "takes no date."),
        )
    days = number(raw, "duration_days", path, low=0, high=MAX_DAYS)
    activity = Activity(
        uid=integer(raw, "uid", path),
        duration=0,
        name=str(raw.get("name") or ""),
        constraint=constraint,
        constraint_on=constraint_on,
        deadline_on=read_day(raw, "deadline", path),
        due_after=_due_after(raw, path),
        actual_start_on=read_moment(raw, "actual_start", path),
        actual_finish_on=read_moment(raw, "actual_finish", path),
        percent=integer(raw, "percent", path, low=0, high=100, default=0),
        forecast_on=read_day(raw, "forecast_finish", path),
        parent=None if raw.get("parent") is None else integer(raw, "parent", path),
    )
    return _Task(days, activity, str(raw.get("calendar") or ""))


def _due_after(raw: Mapping[str, Any], path: str) -> tuple[int, Span] | None:
    value = raw.get("due_after")
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise InvalidInput(
            f"{path}.due_after",
            f"{path}.due_after must be [uid, calendar days], such as [12, 30], or "
            '[uid, "6 months"].',
        )
    rule = dict(zip(("uid", "days"), value, strict=True))
    uid = integer(rule, "uid", f"{path}.due_after")
    if isinstance(rule["days"], str):
        try:
            return uid, span_of(rule["days"])
        except ValueError as wrong:
            said = f'{path}.due_after: {wrong}. Write "6 months", or a number of calendar days.'
            raise InvalidInput(f"{path}.due_after", said) from wrong
    return uid, days(integer(rule, "days", f"{path}.due_after", low=-MAX_DAYS, high=MAX_DAYS))


def _link(value: object, path: str) -> _Lagged:
    if not isinstance(value, list) or not 2 <= len(value) <= 5:
        raise InvalidInput(path, f"{path} must be [predecessor, successor, type, lag, elapsed].")
    raw: dict[str, Any] = dict(
        zip(("predecessor", "successor", "type", "lag", "elapsed"), value, strict=False)
    )
    kind = raw.get("type", "FS")
    if kind not in LINK_TYPES:
        raise InvalidInput(path, f"{path} has the type “{kind}”. Use FS, SS, FF or SF.")
    is_elapsed = raw.get("elapsed", False)
    if not isinstance(is_elapsed, bool):
        raise InvalidInput(
            path,
            f"{path} has {is_elapsed!r} for elapsed. Use true for calendar days, or leave it out.",
        )
    ends = integer(raw, "predecessor", path), integer(raw, "successor", path)
    lag = number(raw, "lag", path, low=-MAX_DAYS, high=MAX_DAYS, default=0)
    return _Lagged(lag, Link(*ends, kind, 0, is_elapsed))
