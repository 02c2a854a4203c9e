"""A supporting agency says how its own part of a task stands, and the lead is told."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import SupportLine, Task, TaskAgency
from workplan.errors import InvalidInput, NotAllowed
from workplan.services.coordination import notices
from workplan.services.coordination.assignments import checked
from workplan.services.coordination.notices import News
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import SupportStatus


def say(
    change: Change,
    task_id: int,
    agency_id: int,
    status: str,
    note: str,
    seen: str | None = None,
) -> None:
    """Say how a supporting agency's own part of a task stands.

    Args:
        seen: when what the person saw was said, in ISO form, or nothing; None when they saw none.

    Raises:
        InvalidInput: for an unknown status, and when a colleague said something since.
        NotAllowed: for anyone but a lead of that agency, when it supports the task.
    """
    note = checked(note)
    if status not in SupportStatus.codes():
        raise InvalidInput("status", f"“{status}” is no status. Choose from the list.")
    if status == "cannot" and not note:
        raise InvalidInput("note", "Say why it cannot be done as asked: give a note.")
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_open(session, standing.plan_id)
        _require_theirs(session, standing, task, agency_id)
        line = session.get(SupportLine, (task.id, agency_id))
        if seen is not None and seen != (line.said_at.isoformat() if line else ""):
            raise InvalidInput(
                "status",
                "A colleague spoke for the agency while you were typing; what they said stands "
                "above. Change it, or leave it, and say so again.",
            )
        _put(change, task.id, agency_id, status, note)
        after = {"agency_id": agency_id, "status": status}
        entry = journal.Entry("task.supported", ("task", task.id), None, after, note)
        journal.note(change, task.plan_id, entry)
        said = f"{SupportStatus.said(status)}. {note}".strip()
        leads = plan_members.leads_of(session, task)
        notices.tell(change, task, News("support", said), leads)


def _put(change: Change, task_id: int, agency_id: int, status: str, note: str) -> None:
    """Let what an agency says now stand in the place of what it said before."""
    change.session.execute(
        delete(SupportLine).where(
            SupportLine.task_id == task_id, SupportLine.agency_id == agency_id
        )
    )
    change.session.add(
        SupportLine(
            task_id=task_id,
            agency_id=agency_id,
            status=status,
            note=note,
            said_by_id=change.actor.id,
            said_at=change.now,
        )
    )


def _require_theirs(session: Session, standing: Standing, task: Task, agency_id: int) -> None:
    """Refuse it to anyone but a lead of an agency that supports the task."""
    supports = session.scalar(
        select(TaskAgency.agency_id).where(
            TaskAgency.task_id == task.id,
            TaskAgency.agency_id == agency_id,
            TaskAgency.role != "lead",
        )
    )
    if supports is None or standing.role != "lead" or agency_id not in standing.agency_ids:
        raise NotAllowed("Only a supporting agency says how its own part stands.")
