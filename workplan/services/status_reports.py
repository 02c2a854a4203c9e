"""An agency reports on a task; the plan is rescheduled in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, StatusReport, Suspense, Task, User
from models.task import STATUSES
from workplan.clock import civil_date
from workplan.errors import Contradicted, InvalidInput, StaleVersion
from workplan.scheduling.explain import day_words
from workplan.services import access, burn, contradictions, journal, update_requests
from workplan.services.actor import Actor
from workplan.services.rollups import rollups_of
from workplan.services.schedules import Move, reschedule
from workplan.services.suspenses import check_day
from workplan.services.transaction import transaction

MAX_NOTE = 10_000
NOTHING_CHANGED = "Nothing changed."
SCHEDULED_BY = ("percent", "actual_start_on", "actual_finish_on", "forecast_on")
"""What of a report the engine computes dates from; without a change of these none can move."""


@dataclass(frozen=True)
class ReportFields:
    """What an agency says about a task on a day."""

    status: str
    percent: int
    actual_start_on: date | None = None
    actual_finish_on: date | None = None
    forecast_on: date | None = None
    done: str = ""
    next_steps: str = ""
    help_needed: str = ""

    def completed(self, today: date, started_on: date | None) -> ReportFields:
        """Return the report with what it implies: complete is 100 % and has its dates."""
        status, percent = self.status, self.percent
        if percent == 100 or self.actual_finish_on is not None:
            status = "complete"
        if status == "not_started" and (percent or self.actual_start_on):
            status = "on_track"
        start = self.actual_start_on or started_on
        if status == "complete":
            finish = self.actual_finish_on or today
            return replace(
                self,
                status=status,
                percent=100,
                actual_start_on=start or finish,
                actual_finish_on=finish,
                forecast_on=None,
            )
        if percent and start is None:
            start = today
        return replace(self, status=status, actual_start_on=start)

    def checked(self, today: date) -> ReportFields:
        """Return itself, or raise InvalidInput with the field, the value and the way out."""
        if self.status not in STATUSES:
            raise InvalidInput("status", f"“{self.status}” is no status. Choose from the list.")
        if not 0 <= self.percent <= 100:
            raise InvalidInput(
                "percent", f"{self.percent} % cannot be. Give a whole number from 0 to 100."
            )
        for field, day in (
            ("actual_start_on", self.actual_start_on),
            ("actual_finish_on", self.actual_finish_on),
        ):
            check_day(field, day)
            if day is not None and day > today:
                raise InvalidInput(
                    field,
                    f"{day_words(day)} lies after today, {day_words(today)}. An actual date has "
                    "happened; use the forecast for what is still to come.",
                )
        start, finish = self.actual_start_on, self.actual_finish_on
        if start and finish and finish < start:
            raise InvalidInput(
                "actual_finish_on",
                f"The finish, {day_words(finish)}, lies before the start, {day_words(start)}. "
                "Correct one of them.",
            )
        check_day("forecast_on", self.forecast_on)
        for field in ("done", "next_steps", "help_needed"):
            length = len(getattr(self, field))
            if length > MAX_NOTE:
                raise InvalidInput(
                    field,
                    f"The text has {length:,} characters, and {MAX_NOTE:,} fit. Shorten it.",
                )
        return self


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
        task, standing = access.task_for(session, actor, task_id)
        if task.removed_at is not None:
            raise InvalidInput("task", f"“{task.name}” was removed from its plan. Choose another.")
        access.require_report(session, standing, task_id)
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
    session: Session, actor: Actor, now: datetime, task: Task, said: ReportFields
) -> bool:
    """Tell whether a report says again what its author said last on this task, today.

    A page that is opened again by the back button has a number of its own and the old text.
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
        task, standing = access.task_for(session, actor, task_id)
        access.require_report(session, standing, task_id)
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
    """Report the progress that stood before the last report, exactly, and return what moved."""
    with transaction() as session:
        task, standing = access.task_for(session, actor, task_id)
        access.require_report(session, standing, task_id)
        last = session.scalar(
            select(StatusReport)
            .where(StatusReport.task_id == task_id)
            .order_by(StatusReport.id.desc())
            .limit(1)
        )
        if last is not None and last.occurrence_on is not None:
            raise InvalidInput(
                "entry", "That report met a recurring suspense, which cannot be undone."
            )
        plan = session.get_one(Plan, task.plan_id)
        return _save(session, actor, now, plan, task, standing, said, reason)[0]


def _save(
    session: Session,
    actor: Actor,
    now: datetime,
    plan: Plan,
    task: Task,
    standing: access.Standing,
    said: ReportFields,
    reason: str,
    verb: str = "task.reported",
    **more: Any,
) -> tuple[list[Move], StatusReport]:
    """Store a report and bring the task up to it; `more` are further columns of the report."""
    today = civil_date(now, plan.time_zone)
    absent = _spoken_for(session, standing, task)
    before, counted = _progress(task), burn.counted(session, task.id)
    occurrence_on = _meet_occurrence(session, task, said)
    row = StatusReport(
        task_id=task.id,
        user_id=actor.id,
        is_on_behalf=absent is None,
        in_place_of_id=absent if absent != actor.id else None,
        is_by_link=actor.door == "link",
        reported_at=now,
        reported_on=today,
        occurrence_on=occurrence_on,
        **vars(said),
        **more,
    )
    session.add(row)
    update_requests.answer(session, task.id, now)
    _bring_up_to(task, said, now, is_met=occurrence_on is not None)
    session.flush()
    change = burn.difference(counted, burn.counted(session, task.id))
    if occurrence_on is not None and counted.scope_tasks:
        change = change._replace(scope_tasks=1, scope_days=task.duration_days)
    after = {**_progress(task), **_texts(said)}
    if row.in_place_of_id is not None:
        after["in_place_of"] = session.get_one(User, row.in_place_of_id).name
    entry = journal.Entry(verb, ("task", task.id), before, after, reason, burn=change)
    seq = journal.record(session, actor, now, today, plan.id, [entry])
    plan.version += 1
    if occurrence_on is None and all(before[name] == after[name] for name in SCHEDULED_BY):
        return [], row
    return reschedule(session, actor, now, today, plan.id, seq), row


def _spoken_for(session: Session, standing: access.Standing, task: Task) -> int | None:
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
    suspense = session.scalar(
        select(Suspense).where(Suspense.task_id == task.id, Suspense.rule == "recurring")
    )
    if suspense is None or task.due_on is None:
        return None
    suspense.met_on = task.due_on
    return task.due_on


def _bring_up_to(task: Task, said: ReportFields, now: datetime, *, is_met: bool) -> None:
    task.status, task.percent = said.status, said.percent
    task.actual_start_on, task.actual_finish_on = said.actual_start_on, said.actual_finish_on
    task.forecast_on = said.forecast_on
    if is_met:
        task.status, task.percent = "not_started", 0
        task.actual_start_on = task.actual_finish_on = None
    task.reported_at = now
    task.version += 1


def _progress(task: Task) -> dict[str, Any]:
    days = ("actual_start_on", "actual_finish_on", "forecast_on")
    found: dict[str, Any] = {"status": task.status, "percent": task.percent}
    for name in days:
        day = getattr(task, name)
        found[name] = day.isoformat() if day else None
    return found


def _texts(said: ReportFields) -> dict[str, str]:
    texts = {"done": said.done, "next_steps": said.next_steps, "help_needed": said.help_needed}
    return {key: text for key, text in texts.items() if text}
