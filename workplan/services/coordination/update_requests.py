"""A coordinator asks for an update by a date; the next report on the task answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import Plan, UpdateRequest
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change

MAX_NOTE = 2_000


def ask(change: Change, task_id: int, wanted_on: date, note: str) -> None:
    """Ask the lead agency for an update by a date; it replaces an open request on the task.

    Raises:
        InvalidInput: for a day that has passed, a task that is not open, or too long a note.
    """
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        plan = session.get_one(Plan, task.plan_id)
        rights.require_structure(session, standing)
        today = civil_date(change.now, plan.time_zone)
        check(wanted_on, today, note)
        if task.removed_at is not None or not task.is_open:
            raise InvalidInput("wanted_on", f"“{task.name}” is not open any more. Choose another.")
        request_id = open_anew(change, [task.id], wanted_on, note)[task.id]
        after = {"wanted_on": wanted_on.isoformat()}
        entry = journal.Entry("task.update_asked", ("task", task.id), after=after, reason=note)
        journal.record(change, today, plan.id, [entry])
        news = News("request", note.strip(), request_id=request_id)
        notices.tell(change, task, news, plan_members.leads_of(session, task))


def check(wanted_on: date, today: date, note: str) -> None:
    """Refuse a day that has passed, and a note that is too long."""
    if wanted_on < today:
        raise InvalidInput(
            "wanted_on", f"{day_words(wanted_on)} has passed. Give today or a later date."
        )
    if len(note) > MAX_NOTE:
        raise InvalidInput(
            "note", f"The note has {len(note):,} characters, and {MAX_NOTE:,} fit. Shorten it."
        )


def open_anew(
    change: Change, task_ids: Sequence[int], wanted_on: date, note: str
) -> dict[int, int]:
    """Open a request on each of some tasks, in the caller's transaction, and return which.

    It takes the place of one that is open on its task.
    """
    session = change.session
    session.execute(
        update(UpdateRequest)
        .where(UpdateRequest.task_id.in_(task_ids), UpdateRequest.answered_at.is_(None))
        .values(answered_at=change.now)
    )
    requests = [
        UpdateRequest(
            task_id=task_id,
            asked_by_id=change.actor.id,
            asked_at=change.now,
            wanted_on=wanted_on,
            note=note.strip(),
        )
        for task_id in task_ids
    ]
    session.add_all(requests)
    session.flush()
    return {request.task_id: request.id for request in requests}


def answer(session: Session, task_id: int, now: datetime) -> list[int]:
    """Close the open request on a task, in the caller's transaction, and return which it was."""
    asked = session.scalars(
        select(UpdateRequest.id).where(
            UpdateRequest.task_id == task_id, UpdateRequest.answered_at.is_(None)
        )
    ).all()
    if asked:
        session.execute(
            update(UpdateRequest).where(UpdateRequest.id.in_(asked)).values(answered_at=now)
        )
    return [*asked]


def ask_again(session: Session, task_id: int, answered: Sequence[int]) -> list[int]:
    """Open requests again whose answer was taken back, unless a newer one was made since."""
    newest = session.scalar(
        select(func.max(UpdateRequest.id)).where(UpdateRequest.task_id == task_id)
    )
    again = [one for one in answered if one == newest]
    if again:
        session.execute(
            update(UpdateRequest).where(UpdateRequest.id.in_(again)).values(answered_at=None)
        )
    return again


def open_requests(session: Session, task_ids: list[int]) -> dict[int, UpdateRequest]:
    """Return the open request on each of some tasks."""
    rows = session.scalars(
        select(UpdateRequest)
        .where(UpdateRequest.task_id.in_(task_ids), UpdateRequest.answered_at.is_(None))
        .order_by(UpdateRequest.id)
    )
    return {row.task_id: row for row in rows}
