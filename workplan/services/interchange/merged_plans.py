"""What a merge changes of a plan as a whole: its start, its working days, its lines of effort."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Initiative, Plan
from workplan.calendars.hours import OFFICE_HOURS, part_of
from workplan.calendars.minutes import day_of
from workplan.errors import InvalidInput
from workplan.exchange.merging import Merge
from workplan.exchange.planfile import PlanFile
from workplan.services.interchange.file_tasks import Places
from workplan.services.record.journal import Entry
from workplan.services.structure import retired_efforts
from workplan.services.tasks.suspenses import check_day
from workplan.services.tasks.task_sets import TASKS, update_rows
from workplan.services.tasks.uids import free_uid

MAX_NOTE = 200
REASON = "From the newer file"
EFFORTS = Initiative.__table__


def make_way(session: Session, plan: Plan, newer: PlanFile, places: Places, found: Merge) -> None:
    """Give uids of their own to what stands here under a uid that the file gives to a task.

    These are tasks that were added here meanwhile, and lines of effort that are to be tasks.
    """
    uid = max(free_uid(session, plan.id), *(task.uid + 1 for task in newer.tasks))
    added = {task.uid for task in found.added}
    efforts = sorted(added & places.efforts.keys())
    for table, ids, taken in (
        (TASKS, places.tasks, found.in_the_way),
        (EFFORTS, places.efforts, efforts),
    ):
        rows = []
        for old in taken:
            row_id = ids.pop(old)
            rows.append({"row": row_id, "uid": uid})
            if table is TASKS:
                ids[uid] = row_id
            uid += 1
        update_rows(session, table, rows)


def calendar_columns(plan_file: PlanFile) -> dict[str, Any]:
    """Return the columns of a plan that hold the working days of a file's own calendar."""
    days_off = plan_file.holidays
    known = {*(days_off or ()), *plan_file.worked}
    notes = {
        day.isoformat(): "".join(filter(str.isprintable, note))[:MAX_NOTE]
        for day, note in plan_file.day_notes.items()
        if day in known
    }
    return {
        "weekmask": plan_file.weekmask,
        "days_off": None if days_off is None else [day.isoformat() for day in days_off],
        "days_worked": [day.isoformat() for day in plan_file.worked] or None,
        "is_federal": plan_file.is_federal,
        "day_notes": notes or None,
        "hours": None if plan_file.hours == OFFICE_HOURS else plan_file.hours.written(),
    }


def kept_calendars(plan_file: PlanFile) -> dict[str, Any] | None:
    """Return the other calendars of a file as a plan keeps them; None for none."""
    return {name: one.kept() for name, one in plan_file.calendars.items()} or None


def start_columns(plan_file: PlanFile) -> dict[str, Any]:
    """Return the columns of a plan that hold a file's start."""
    start_on = day_of(plan_file.start_on)
    check_day("start_on", start_on)
    return {"start_on": start_on, "start_minute": part_of(plan_file.start_on)}


def change(plan: Plan, newer: PlanFile, found: Merge) -> list[Entry]:
    """Give a plan the start and the working days of the newer file, where they differ."""
    wanted: dict[str, Any] = {}
    if found.start is not None:
        wanted |= start_columns(newer)
    if found.is_calendar_new:
        wanted |= calendar_columns(newer)
        # A file that says nothing of a day that is still off says nothing against its note.
        days = {*(wanted["days_off"] or ()), *(wanted["days_worked"] or ())}
        kept = {day: note for day, note in (plan.day_notes or {}).items() if day in days}
        wanted["day_notes"] = {**kept, **(wanted["day_notes"] or {})} or None
    if found.calendars_new:
        # It says nothing of calendars that none of its work runs on.
        changed = {name: newer.calendars[name].kept() for name in found.calendars_new}
        wanted["work_calendars"] = {**(plan.work_calendars or {}), **changed}
    if not wanted:
        return []
    before, after = differing({name: getattr(plan, name) for name in wanted}, wanted)
    for name, value in wanted.items():
        setattr(plan, name, value)
    return [Entry("plan.changed", ("plan", plan.id), before, after, REASON)]


def minute_of_day(name: str) -> str:
    """Return the column that says when in its day a date lies."""
    return name.removesuffix("_on") + "_minute"


def differing(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return what differs, before and after, as the journal keeps it."""
    differ = {name for name in after if before[name] != after[name]}
    # A day and the minute of it are one: whoever sets back the one needs the other.
    differ |= {minute for name in differ if (minute := minute_of_day(name)) in after}
    names = [name for name in after if name in differ]
    return tuple(
        {
            name: value.isoformat() if isinstance(value := kept[name], date) else value
            for name in names
        }
        for kept in (before, after)
    )


def rename_efforts(session: Session, places: Places, found: Merge) -> list[Entry]:
    """Give lines of effort the titles and codes that their summaries have in the newer file.

    Raises:
        InvalidInput: when two would have the same code.
    """
    named: dict[int, dict[str, str]] = {}
    for change_ in found.changed:
        if change_.uid in places.efforts and change_.uid not in places.tasks:
            column = "title" if change_.field == "name" else "code"
            named.setdefault(places.efforts[change_.uid], {})[column] = change_.after
    if not named:
        return []
    rows = session.execute(
        select(EFFORTS.c.id, EFFORTS.c.title, EFFORTS.c.code).where(
            EFFORTS.c.id.in_([*places.efforts.values()])
        )
    ).all()
    codes = [named.get(row.id, {}).get("code", row.code) for row in rows]
    if twice := {code for code in codes if codes.count(code) > 1}:
        said = f"Two lines of effort would have the code {min(twice)}. Give each its own."
        raise InvalidInput("code", said)
    # Two may have exchanged their codes, so that each gives up its own first.
    entries, first, then = [], [], []
    for row in rows:
        if row.id in named:
            before = {"title": row.title, "code": row.code}
            after = before | named[row.id]
            first.append({"row": row.id, "title": row.title, "code": f"\N{BULLET}{row.id}"})
            then.append({"row": row.id, **after})
            subject = ("initiative", row.id)
            entries.append(Entry("initiative.renamed", subject, before, after, REASON))
    for step in (first, then):
        update_rows(session, EFFORTS, step)
    return entries


def restore_efforts(session: Session, plan: Plan) -> list[Entry]:
    """Bring back the retired lines of effort that have tasks in the newer file."""
    found = retired_efforts.used_again(session, plan)
    return [retired_efforts.restored(effort, REASON) for effort in found]
