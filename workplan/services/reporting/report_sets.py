"""The same report on many tasks at once: the same statements, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from models import Plan, StatusReport, Suspense, Task, UpdateRequest, User
from workplan.calendars.directed import Series
from workplan.clock import civil_date
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.services.record.journal import Entry
from workplan.services.reporting import contradictions
from workplan.services.reporting.endings import claim_sets
from workplan.services.reporting.progress import (
    kept_with,
    minutes_after,
    progress_of,
    progressed,
    texts_of,
)
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks.task_sets import TASKS, update_rows
from workplan.vocabulary import Ending


def report(
    change: Change,
    plan: Plan,
    standing: Standing,
    said: Mapping[Task, ReportFields],
    reason: str,
) -> list[Entry]:
    """Store a report on each of some tasks without subtasks, and bring the tasks up to them.

    The caller has checked the right to report, journals what is returned, and reschedules.
    """
    session = change.session
    if not said:
        return []
    today = civil_date(change.now, plan.time_zone)
    ids = [task.id for task in said]
    complete = [task.id for task, given in said.items() if given.status == "complete"]
    known = _Known(
        today,
        _spoken_for(session, standing, ids),
        _series(session, ids),
        _answered(session, ids, change.now),
        claim_sets.claimable(session, plan, complete),
    )
    claimed = known.claimed
    rows, columns, found = [], [], []
    for task, given in said.items():
        one = _one(change, task, given, known, reason)
        rows.append(one.row)
        columns.append(one.columns)
        found.append(one.entry)
    session.execute(insert(StatusReport), rows)
    claim_sets.make(change, plan, [task for task in said if task.id in claimed], found, today)
    for claims in (True, False):
        # Rows with the same columns are written together.
        alike = [row for row in columns if ("ending" in row) is claims]
        update_rows(session, TASKS, alike, version=TASKS.c.version + 1)
    _meet(session, rows)
    return _named(session, found, rows)


class _Known(NamedTuple):
    """What is known of a set of tasks before they are reported on.

    Args:
        spoken_for: whose task each is, of those that are somebody's here.
        series: of those whose suspense recurs.
        answered: the questions that the report answers, by task.
        claimed: the tasks of which completion is only claimed.
    """

    today: date
    spoken_for: Mapping[int, int]
    series: Mapping[int, Series]
    answered: Mapping[int, list[int]]
    claimed: Collection[int]


class _Report(NamedTuple):
    """A report on one task of a set: its row, what it makes of the task, and its entry."""

    row: dict[str, Any]
    columns: dict[str, Any]
    entry: Entry


def _one(change: Change, task: Task, given: ReportFields, known: _Known, reason: str) -> _Report:
    """Return the report on a task; nothing is stored yet."""
    today = known.today
    full = given.checked(today).completed(today, task.actual_start_on).checked(today)
    is_claim = task.id in known.claimed and full.status == "complete"
    ran = known.series.get(task.id)
    meets = ran is not None and full.status == "complete" and not is_claim
    met_on = ran.next_on if ran is not None and meets else None
    last_met_on = ran.met_on if ran else None
    before = kept_with(progress_of(task), task.reported_at, last_met_on)
    goes_on = ran is not None and met_on is not None and ran.goes_on_after(met_on)
    taken = replace(full, actual_finish_on=today) if is_claim else full
    values = progressed(taken, is_met=goes_on)
    values |= {"ending": Ending.CLAIMED} if is_claim else {}
    values |= minutes_after(task, values)
    kept = kept_with(progress_of(values), change.now, met_on or last_met_on)
    after = {**kept, **texts_of(full)}
    if task.id in known.answered:
        after["answered"] = known.answered[task.id]
    unfit = [one.id for one in contradictions.of_report(task, given, today)]
    absent = known.spoken_for.get(task.id)
    row = {
        "task_id": task.id,
        "user_id": change.actor.id,
        "is_on_behalf": absent is None,
        "in_place_of_id": absent if absent != change.actor.id else None,
        "is_by_link": change.actor.door == "link",
        "reported_at": change.now,
        "reported_on": today,
        "occurrence_on": met_on,
        "contradictions": unfit or None,
        "kept_because": reason.strip() if unfit else "",
        **vars(full),
    }
    columns = {"row": task.id, **values, "reported_at": change.now}
    return _Report(row, columns, Entry("task.reported", ("task", task.id), before, after, reason))


def _answered(session: Session, ids: list[int], now: datetime) -> dict[int, list[int]]:
    """Answer the open questions about some tasks, and return them by task."""
    is_open = UpdateRequest.task_id.in_(ids), UpdateRequest.answered_at.is_(None)
    found: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(select(UpdateRequest.id, UpdateRequest.task_id).where(*is_open)):
        found[row.task_id].append(row.id)
    session.execute(update(UpdateRequest).where(*is_open).values(answered_at=now))
    return found


def _spoken_for(session: Session, standing: Standing, ids: list[int]) -> dict[int, int]:
    """Return whose task each is: the person's own, or that of somebody absent."""
    found: dict[int, int] = {}
    for one in (standing.alone(), *standing.covers):
        for task_id in session.scalars(select(Task.id).where(Task.id.in_(ids), one.owned())):
            found.setdefault(task_id, one.user_id)
    return found


def _series(session: Session, ids: list[int]) -> dict[int, Series]:
    """Return the series of tasks whose suspense recurs and has an occurrence to meet."""
    rows = session.execute(
        select(
            Suspense.task_id,
            Suspense.first_on,
            Suspense.every,
            Suspense.met_on,
            Suspense.until_on,
        )
        .join(Task, Task.id == Suspense.task_id)
        .where(Suspense.task_id.in_(ids), Suspense.rule == "recurring", Task.due_on.is_not(None))
    )
    return {row.task_id: Series(row.first_on, row.every, row.met_on, row.until_on) for row in rows}


def _meet(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    met: dict[int, date] = {r["task_id"]: r["occurrence_on"] for r in rows if r["occurrence_on"]}
    if met:
        series = select(Suspense.id, Suspense.task_id).where(Suspense.task_id.in_(met))
        found = [{"row": r.id, "met_on": met[r.task_id]} for r in session.execute(series)]
        update_rows(session, Suspense.__table__, found)


def _named(session: Session, found: list[Entry], rows: Sequence[dict[str, Any]]) -> list[Entry]:
    """Let each entry say in whose place somebody spoke."""
    absent = {row["in_place_of_id"] for row in rows} - {None}
    people = select(User.id, User.name).where(User.id.in_(absent))
    names = {row.id: row.name for row in session.execute(people)} if absent else {}
    for one, row in zip(found, rows, strict=True):
        if row["in_place_of_id"] is not None and one.after is not None:
            one.after["in_place_of"] = names[row["in_place_of_id"]]
    return found


def note_late(session: Session, plan: Plan, now: datetime, ids: Sequence[int], reason: str) -> None:
    """Note on reports of this moment that work is on track, and computed to finish too late."""
    rows = session.execute(
        select(StatusReport.id, StatusReport.contradictions, Task)
        .join(Task, Task.id == StatusReport.task_id)
        .where(
            StatusReport.task_id.in_(ids),
            StatusReport.reported_at == now,
            StatusReport.status == "on_track",
            Task.plan_id == plan.id,
            Task.late_days > 0,
        )
        .execution_options(populate_existing=True)
    ).all()
    found = []
    for report_id, before, task in rows:
        late = contradictions.of_dates(task, ReportFields(task.status, task.percent))
        unfit = [*(before or ()), *(one.id for one in late)]
        found.append({"row": report_id, "contradictions": unfit, "kept_because": reason.strip()})
    update_rows(session, StatusReport.__table__, found)
