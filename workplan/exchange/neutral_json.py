"""The neutral JSON form, as a plan file."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from workplan.calendars.hours import (
    DAY,
    OFFICE_HOURS,
    PARTS,
    read_hours,
    towards_zero,
    whole_days,
)
from workplan.calendars.own import calendars_of
from workplan.calendars.spans import Span
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, FileTask, PlanFile, check_size
from workplan.scheduling.network import Activity, Link
from workplan.scheduling.neutral import read_network


def read(content: bytes) -> PlanFile:
    """Return the plan in a neutral JSON document."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput("file", f"The file is not JSON: {error}.") from error
    if b"\\ud" in content.lower():
        json.dumps(document, ensure_ascii=False).encode()  # half of a pair cannot be written again
    counts = (document.get("tasks") or (), document.get("links") or ())
    check_size(*map(len, counts))
    network = read_network(document)
    calendar = document.get("calendar")
    hours = read_hours(document["hours"]) if document.get("hours") else OFFICE_HOURS
    per_day = network.calendar.per_day
    raws: dict[int, dict[str, Any]] = {raw["uid"]: raw for raw in document.get("tasks", ())}
    return PlanFile(
        title=str(document.get("title") or document.get("id") or "Imported plan"),
        start_on=network.start_on,
        status_on=network.status_on,
        weekmask=network.calendar.weekmask,
        holidays=_days(calendar, "holidays") if calendar is not None else None,
        worked=_days(calendar or {}, "worked"),
        tasks=[_file_task(one, raws[one.uid], per_day) for one in network.activities],
        links=[_file_link(link, per_day) for link in network.links],
        hours=hours,
        is_moved_by_status=True,
        archive=_archive(document),
        unsaid=frozenset({"priority"}),
        is_federal=bool((calendar or {}).get("federal")),
        day_notes=_notes(calendar or {}),
        calendars=calendars_of(document.get("calendars")),
    )


def _file_task(activity: Activity, raw: dict[str, Any], per_day: int) -> FileTask:
    """Return a task, with what the document says of it beside what is scheduled."""
    # Where days are counted, each is its own measure, and nothing is left of it.
    duration_days, short_parts = whole_days(activity.duration, per_day)
    return FileTask(
        uid=activity.uid,
        name=activity.name or f"Task {activity.uid}",
        duration_days=duration_days,
        short_parts=short_parts,
        code=str(raw.get("code") or activity.uid),
        parent=activity.parent,
        constraint=activity.constraint,
        constraint_on=activity.constraint_on,
        deadline_on=activity.deadline_on,
        actual_start_on=activity.actual_start_on,
        actual_finish_on=activity.actual_finish_on,
        forecast_on=activity.forecast_on,
        percent=activity.percent,
        note=str(raw.get("note") or ""),
        owners=_owners(raw),
        due_after=activity.due_after,
        work_calendar=str(raw.get("calendar") or ""),
    )


def _file_link(link: Link, per_day: int) -> FileLink:
    a_day = DAY if link.is_elapsed and per_day > 1 else per_day
    days, beside = towards_zero(link.lag, a_day)
    return FileLink(*link[:3], days, link.is_elapsed, beside)


def _archive(document: dict[str, Any]) -> dict[str, Any] | None:
    archive = document.get("archive")
    if archive is not None and not isinstance(archive, dict):
        raise InvalidInput("archive", "The history is no object. Save the plan again.")
    return archive


def _owners(raw: dict[str, Any]) -> tuple[str, ...]:
    owners = raw.get("owners") or []
    if not isinstance(owners, list):
        raise InvalidInput("owners", f"owners is {owners!r}. Give a list of names.")
    return tuple(map(str, owners))


def _days(calendar: dict[str, Any], key: str) -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(day) for day in calendar.get(key, ())))


def _notes(calendar: dict[str, Any]) -> dict[date, str]:
    notes = calendar.get("notes") or {}
    if not isinstance(notes, dict):
        raise InvalidInput("calendar.notes", "The notes are no object. Give a text by date.")
    try:
        return {date.fromisoformat(day): str(note) for day, note in notes.items()}
    except ValueError as error:
        raise InvalidInput(
            "calendar.notes",
            f"The notes name no day: {error}. Give days as yyyy-mm-dd.",
        ) from error


def write(plan: PlanFile) -> dict[str, Any]:
    """Return a plan as a neutral JSON document; a default is left out."""
    calendar: dict[str, Any] | None = None
    if plan.holidays is not None:
        days = [day.isoformat() for day in plan.holidays]
        calendar = {"weekmask": plan.weekmask, "holidays": days}
        if plan.worked:
            calendar["worked"] = [day.isoformat() for day in plan.worked]
        if plan.is_federal:
            calendar["federal"] = True
        if plan.day_notes:
            calendar["notes"] = {d.isoformat(): note for d, note in plan.day_notes.items()}
    return {
        **({"source": plan.source} if plan.source else {}),
        "id": plan.title,
        "title": plan.title,
        "calendar": calendar,
        **({"hours": plan.hours.written()} if plan.hours != OFFICE_HOURS else {}),
        **({"calendars": _own(plan)} if plan.calendars else {}),
        "project_start": plan.start_on.isoformat(),
        "status_date": plan.status_on.isoformat() if plan.status_on else None,
        "tasks": [_task(task) for task in plan.tasks],
        "links": [_link(link) for link in plan.links],
        **({"archive": plan.archive} if plan.archive else {}),
    }


def _own(plan: PlanFile) -> dict[str, Any]:
    return {name: one.kept() for name, one in plan.calendars.items()}


def _task(task: FileTask) -> dict[str, Any]:
    days = task.duration_days
    raw: dict[str, Any] = {
        "uid": task.uid,
        "name": task.name,
        "code": task.code,
        "duration_days": days - task.short_parts / PARTS if task.short_parts else days,
        "parent": task.parent,
        "constraint": None if task.constraint == "ASAP" else task.constraint,
        "constraint_date": task.constraint_on,
        "deadline": None if task.due_after else task.deadline_on,
        "ordered_by": task.ordered_by or None,
        "due_after": _counted(*task.due_after) if task.due_after else None,
        "actual_start": task.actual_start_on,
        "actual_finish": task.actual_finish_on,
        "forecast_finish": task.forecast_on,
        "percent": task.percent or None,
        "note": task.note or None,
        "owners": list(task.owners) or None,
        "calendar": task.work_calendar or None,
    }
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in raw.items()
        if value is not None
    }


def _link(link: FileLink) -> list[Any]:
    lag: float = link.lag_days
    if link.lag_parts:
        lag += link.lag_parts / PARTS
    kept: list[Any] = [link.predecessor, link.successor, link.type, lag]
    return [*kept, True] if link.is_elapsed else kept


def _counted(uid: int, within: Span) -> list[int | str]:
    """Return from which task a suspense counts, and what: days as a number, else in words."""
    return [uid, within.number if within.unit == "days" else str(within)]
