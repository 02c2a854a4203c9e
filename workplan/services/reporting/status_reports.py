"""An agency reports on a task; the plan is rescheduled in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, StatusReport, Suspense, Task, User
from workplan.clock import civil_date
from workplan.errors import Contradicted, InvalidInput, StaleVersion
from workplan.services.coordination import update_requests
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.actor import Actor
from workplan.services.record.transaction import transaction
from workplan.services.reporting import contradictions
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import task_versions
from workplan.services.tasks.rollups import rollups_of
from workplan.services.tasks.suspenses import meet, met_on
from workplan.services.tasks.task_fields import MET

NOTHING_CHANGED = "Nothing changed."
DAYS = ("actual_start_on", "actual_finish_on", "forecast_on")
PROGRESS = ("status", "percent", *DAYS)
SCHEDULED_BY = ("percent", "actual_start_on", "actual_finish_on", "forecast_on")
"""What of a report the engine computes dates from; without a change of these none can move."""


def report(
    actor: Actor,
    now: datetime,
    task_id: int,
    version: int,
    said: ReportFields,
    reason: str = "",
    *,
    is_asked: bool = False,
) -> list[Move]:
    """Record a status report, bring the task up to it, reschedule, and return what moved.

    Args:
        is_asked: whether somebody can be asked about contradictions; then they take a reason.

    What is reported on a task with subtasks stands beside what they add up to; its dates stay
    those of its subtasks.

    A report of completion on a recurring suspense meets that occurrence; the task goes on to
    the next.

    Raises:
        StaleVersion: when somebody saved since the person opened the form; nothing is changed.
        Contradicted: when the report does not fit and no reason is given; nothing is changed.
    """
    with transaction() as session:
        task, standing = rights.task_for(session, actor, task_id)
        if task.removed_at is not None:
            raise InvalidInput("task", f"“{task.name}” was removed from its plan. Choose another.")
        rights.require_report(session, standing, task_id)
        if task.version != version:
            raise StaleVersion(version, task.version)
        plan = session.get_one(Plan, task.plan_id)
        today = civil_date(now, plan.time_zone)
        said = said.checked(today)
        found = contradictions.of_report(task, said, today)
        found += contradictions.of_subtasks(rollups_of(session, [task.id]).get(task.id), said)
        said = said.completed(today, task.actual_start_on).checked(today)
        kept: dict[str, Any] = {
            "contradictions": [one.id for one in found],
            "kept_because": reason.strip(),
        }
        moves, row = _save(
            session, actor, now, plan, task, standing, said, reason, **(kept if found else {})
        )
        session.refresh(task)
        if late := contradictions.of_dates(task, said):
            found += late
            row.contradictions, row.kept_because = [one.id for one in found], reason.strip()
        if found and is_asked and not reason.strip():
            raise Contradicted(found)
        return moves


def is_repeated(
    session: Session, actor: Actor, now: datetime, task: Task, version: int, said: ReportFields
) -> bool:
    """Tell whether a report says again what its author said last on this task, today.

    A page that is opened again by the back button has a number of its own and the old text. But
    whoever opened it after an occurrence of a recurring suspense was met means the next one, in
    whatever words.

    Args:
        version: of the task, as the page shows it.
    """
    plan = session.get_one(Plan, task.plan_id)
    today = civil_date(now, plan.time_zone)
    last = session.scalar(
        select(StatusReport)
        .where(StatusReport.task_id == task.id)
        .order_by(StatusReport.id.desc())
        .limit(1)
    )
    if last is None or last.user_id != actor.id or last.reported_on != today:
        return False
    if last.occurrence_on is not None:
        entries = task_versions.entries_since(session, task, version)
        if not task_versions.has_reports(entries):
            return False
    same = vars(said.completed(today, task.actual_start_on))
    return not last.is_confirmation and all(
        getattr(last, name) == value for name, value in same.items()
    )


def confirm(actor: Actor, now: datetime, task_id: int, version: int) -> list[Move]:
    """Record that nothing changed since the last report, and return what moved.

    Raises:
        StaleVersion: when somebody saved since the person looked; nothing is changed.
    """
    with transaction() as session:
        task, standing = rights.task_for(session, actor, task_id)
        rights.require_report(session, standing, task_id)
        if task.version != version:
            raise StaleVersion(version, task.version)
        if task.actual_finish_on is not None:
            raise InvalidInput("task", f"“{task.name}” waits for no report. Choose another.")
        plan = session.get_one(Plan, task.plan_id)
        said = ReportFields(
            task.status,
            task.percent,
            task.actual_start_on,
            None,
            task.forecast_on,
            done=NOTHING_CHANGED,
        )
        moves, _ = _save(
            session,
            actor,
            now,
            plan,
            task,
            standing,
            said,
            "",
            "task.confirmed",
            is_confirmation=True,
        )
        return moves


def set_back(
    actor: Actor, now: datetime, task_id: int, said: ReportFields, reason: str
) -> list[Move]:
    """Report progress exactly as it is given, and return what moved."""
    with transaction() as session:
        task, standing = rights.task_for(session, actor, task_id)
        rights.require_report(session, standing, task_id)
        plan = session.get_one(Plan, task.plan_id)
        return _save(session, actor, now, plan, task, standing, said, reason)[0]


def _save(
    session: Session,
    actor: Actor,
    now: datetime,
    plan: Plan,
    task: Task,
    standing: rights.Standing,
    said: ReportFields,
    reason: str,
    verb: str = "task.reported",
    **more: Any,
) -> tuple[list[Move], StatusReport]:
    """Store a report and bring the task up to it; `more` are further columns of the report."""
    today = civil_date(now, plan.time_zone)
    before, counted = kept_of(session, task), burn_counts.counted(session, task.id)
    occurrence_on = _meet_occurrence(session, task, said)
    row = filed(session, actor, now, task, standing, said, occurrence_on=occurrence_on, **more)
    answered = update_requests.answer(session, task.id, now)
    _bring_up_to(task, said, now, is_met=occurrence_on is not None)
    session.flush()
    change = burn_counts.difference(counted, burn_counts.counted(session, task.id))
    after = {**kept_of(session, task), **texts_of(said)}
    if answered:
        after["answered"] = answered
    if row.in_place_of_id is not None:
        after["in_place_of"] = session.get_one(User, row.in_place_of_id).name
    entry = journal.Entry(verb, ("task", task.id), before, after, reason, burn=change)
    seq = journal.record(session, actor, now, today, plan.id, [entry])
    plan.version += 1
    if occurrence_on is None and all(before[name] == after[name] for name in SCHEDULED_BY):
        return [], row
    return reschedule(session, actor, now, today, plan.id, seq), row


def filed(
    session: Session,
    actor: Actor,
    now: datetime,
    task: Task,
    standing: rights.Standing,
    said: ReportFields,
    **more: Any,
) -> StatusReport:
    """Add the report itself, with who said it for whom; `more` are further columns of it."""
    absent = _spoken_for(session, standing, task)
    row = StatusReport(
        task_id=task.id,
        user_id=actor.id,
        is_on_behalf=absent is None,
        in_place_of_id=absent if absent != actor.id else None,
        is_by_link=actor.door == "link",
        reported_at=now,
        reported_on=civil_date(now, session.get_one(Plan, task.plan_id).time_zone),
        **vars(said),
        **more,
    )
    session.add(row)
    return row


def _spoken_for(session: Session, standing: rights.Standing, task: Task) -> int | None:
    """Return whose task it is that somebody reports on: their own, or that of an absent person.

    None when it is neither, and they speak on behalf of the agency.
    """
    for one in (standing.alone(), *standing.covers):
        if session.scalar(select(Task.id).where(Task.id == task.id, one.owned())):
            return one.user_id
    return None


def _meet_occurrence(session: Session, task: Task, said: ReportFields) -> date | None:
    """Mark the occurrence of a recurring suspense as met and return it; None for other tasks."""
    if said.status != "complete":
        return None
    recurring = select(Suspense.id).where(Suspense.task_id == task.id, Suspense.rule == "recurring")
    if task.due_on is None or session.scalar(recurring) is None:
        return None
    meet(session, task.id, task.due_on)
    return task.due_on


def _bring_up_to(task: Task, said: ReportFields, now: datetime, *, is_met: bool) -> None:
    for name, value in progressed(said, is_met=is_met).items():
        setattr(task, name, value)
    task.reported_at = now
    task.version += 1


def kept_of(session: Session, task: Task) -> dict[str, Any]:
    """Return what the journal keeps of everything that a report changes of a task."""
    return kept_with(progress_of(task), task.reported_at, met_on(session, task.id))


def kept_with(
    progress: dict[str, Any], reported_at: datetime | None, last_met_on: date | None
) -> dict[str, Any]:
    """Return progress as the journal keeps it, with when it was reported and what was met last."""
    moment = reported_at.isoformat() if reported_at else None
    return {**progress, "reported_at": moment, MET: journal.day(last_met_on)}


def progressed(said: ReportFields, *, is_met: bool) -> dict[str, Any]:
    """Return the progress of a task after a report, by column.

    Args:
        is_met: whether it met an occurrence of its suspense, and goes on to the next.
    """
    if is_met:
        nothing = dict.fromkeys(("actual_start_on", "actual_finish_on"))
        return {"status": "not_started", "percent": 0, **nothing, "forecast_on": said.forecast_on}
    return {name: getattr(said, name) for name in PROGRESS}


def progress_of(task: Task | Mapping[str, Any]) -> dict[str, Any]:
    """Return what the journal keeps of a task's progress."""
    kept = task if isinstance(task, Mapping) else {name: getattr(task, name) for name in PROGRESS}
    found = {name: kept[name] for name in PROGRESS}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in found.items()}


def texts_of(said: ReportFields) -> dict[str, str]:
    """Return the texts of a report that are not empty."""
    texts = {"done": said.done, "next_steps": said.next_steps, "help_needed": said.help_needed}
    return {key: text for key, text in texts.items() if text}
