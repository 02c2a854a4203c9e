"""The earlier day that a lead agency sets for its own people on a task; other agencies see none.

It moves no date of the plan. Its agency's people are reminded of it (`reminding`), and it ends when
the task is handed to another agency.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import InnerSuspense, JournalEntry, Plan, Task, TaskAgency
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed
from workplan.plain_text import is_plain_line
from workplan.scheduling.explain import day_words
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.due_work import REMINDED_STAGES
from workplan.services.tasks.suspenses import check_day

SUBJECT = "inner_suspense"
CHANGED = "inner_suspense.changed"
MAX_WORDS = 500
NOT_YOURS = (
    "Only a lead of the task’s lead agency sets its inner suspense. Ask them, or change the "
    "suspense as the coordinator."
)
NO_DAY: dict[str, Any] = {"inner_on": None, "words": ""}


def set_day(change: Change, task_id: int, due_on: date | None, words: str = "") -> None:
    """Set the inner suspense of the person's agency on a task, or change it.

    Args:
        due_on: the day, on or before the suspense.
        words: for the officer or the bureau; may be empty.

    Raises:
        NotAllowed: for anybody but a lead of an agency that leads the task.
        InvalidInput: for no day, one that has passed or is after the suspense, words that are
            too long, and for a task without a suspense, that is over, or of a plan that is not
            under way.
    """
    words = words.strip()
    with change.transaction() as session:
        task, agency_id = _led(change, task_id)
        if len(words) > MAX_WORDS or not is_plain_line(words):
            raise InvalidInput("words", f"A line of {MAX_WORDS} characters fits. Shorten it.")
        _require_counting(session, task)
        if due_on is None:
            raise InvalidInput("inner_on", "Give the day, or clear the one that stands.")
        check_day("inner_on", due_on)
        _write(change, task, agency_id, {"inner_on": journal.day(due_on), "words": words})


def clear(change: Change, task_id: int) -> None:
    """Clear the inner suspense of the person's agency on a task; without one nothing happens.

    Raises:
        NotAllowed: for anybody but a lead of an agency that leads the task.
    """
    with change.transaction():
        task, agency_id = _led(change, task_id)
        _write(change, task, agency_id, NO_DAY)


def require_undo(session: Session, actor_standing: Standing, entry: JournalEntry) -> None:
    """Refuse to take an entry back to all but a lead of its agency, and the coordinator."""
    row = session.get(InnerSuspense, entry.subject_id)
    if (
        row is not None
        and actor_standing.role == "lead"
        and row.agency_id in actor_standing.agency_ids
    ):
        rights.require_open(session, actor_standing.plan_id)
        return
    rights.require_structure(session, actor_standing)


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set an inner suspense back as it was before an entry of the journal.

    Raises:
        InvalidInput: when it was changed again since, or cannot stand any more.
    """
    session = change.session
    row = session.get(InnerSuspense, entry.subject_id)
    if row is None:
        raise InvalidInput(
            "entry",
            "That day went when two agencies were merged. Give the one that leads a new one.",
        )
    task = session.get_one(Task, row.task_id)
    if _described(session, row) != _told(journal.kept_after(entry)):
        raise InvalidInput("entry", "Since then the inner suspense was changed. Undo that first.")
    wanted = _told(entry.before or {})
    if wanted["inner_on"]:
        _require_counting(session, task)
    _write(change, task, row.agency_id, wanted, reason)


def _led(change: Change, task_id: int) -> tuple[Task, int]:
    """Return a task, and the agency for which the person leads it.

    Raises:
        NotAllowed: for anybody but a lead of an agency that leads the task.
    """
    session = change.session
    task, standing = rights.task_for(session, change.actor, task_id)
    rights.require_open(session, standing.plan_id)
    agency_id = session.scalar(
        select(TaskAgency.agency_id)
        .where(
            TaskAgency.task_id == task.id,
            TaskAgency.role == "lead",
            TaskAgency.agency_id.in_(standing.agency_ids),
        )
        .order_by(TaskAgency.agency_id)
        .limit(1)
    )
    if standing.role != "lead" or agency_id is None:
        raise NotAllowed(NOT_YOURS)
    return task, agency_id


def _require_counting(session: Session, task: Task) -> None:
    plan = session.get_one(Plan, task.plan_id)
    if plan.stage not in REMINDED_STAGES or not task.is_open or task.removed_at is not None:
        raise InvalidInput("inner_on", "No suspense of this task counts now. Reload the page.")
    if task.due_on is None:
        raise InvalidInput(
            "inner_on", "The task has no suspense yet. Give your own day once it has one."
        )


def _write(
    change: Change, task: Task, agency_id: int, wanted: dict[str, Any], reason: str = ""
) -> None:
    session = change.session
    row = session.scalar(
        select(InnerSuspense).where(
            InnerSuspense.task_id == task.id, InnerSuspense.agency_id == agency_id
        )
    )
    before = _described(session, row) if row else NO_DAY
    if before == wanted:
        return
    due_on = date.fromisoformat(wanted["inner_on"]) if wanted["inner_on"] else None
    if due_on and task.due_on and due_on > task.due_on:
        raise InvalidInput(
            "inner_on",
            f"{day_words(due_on)} is after the suspense, {day_words(task.due_on)}. Give that day "
            "or an earlier one.",
        )
    plan = session.get_one(Plan, task.plan_id)
    today = civil_date(change.now, plan.time_zone)
    if due_on and due_on < today and before["inner_on"] != wanted["inner_on"] and not reason:
        raise InvalidInput(
            "inner_on", f"{day_words(due_on)} has passed. Give today or a later day."
        )
    row = row or InnerSuspense(task_id=task.id, agency_id=agency_id, set_on=today)
    if before["inner_on"] != wanted["inner_on"]:
        row.set_on = today  # So only what is ahead from here on is mailed for the new day.
    row.due_on, row.words, row.given_at = due_on, wanted["words"], _given_at(session, row)
    row.set_at, row.set_by_id = change.now, change.actor.id or 0
    session.add(row)
    session.flush()
    about = {"task_id": task.id, "agency_id": agency_id}
    entry = journal.Entry(CHANGED, (SUBJECT, row.id), about | before, about | wanted, reason)
    journal.note(change, plan.id, entry)


def _described(session: Session, row: InnerSuspense) -> dict[str, Any]:
    """Return what stands; nothing of one that ended when the task was handed on."""
    if row.due_on is None or row.given_at != _given_at(session, row):
        return NO_DAY
    return {"inner_on": journal.day(row.due_on), "words": row.words}


def _given_at(session: Session, row: InnerSuspense) -> datetime | None:
    return session.scalar(
        select(TaskAgency.given_at).where(
            TaskAgency.task_id == row.task_id, TaskAgency.agency_id == row.agency_id
        )
    )


def _told(kept: dict[str, Any]) -> dict[str, Any]:
    return {key: kept.get(key, nothing) for key, nothing in NO_DAY.items()}
