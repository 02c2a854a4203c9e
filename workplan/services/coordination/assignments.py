"""Hand a task to a person of its lead agency or one of its bureaus, or back to the agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Task, TaskAgency
from workplan.errors import InvalidInput, NotAllowed
from workplan.services.coordination import hands
from workplan.services.people import rights
from workplan.services.people.standing import Standing, led_by
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks import task_versions

MAX_NOTE = 2_000


def assign(change: Change, task_id: int, user_id: int | None, version: int | None = None) -> None:
    """Hand a task to a person of its lead agency or one of its bureaus, or back to the agency.

    Args:
        version: of the task, as the person saw it; None when they saw nothing of it.

    Raises:
        InvalidInput: for somebody who acts for another agency in this plan, and when another
            handed it on since that version.
    """
    with change.transaction() as session:
        task, standing = own_task(session, change.actor, task_id)
        if version is not None and (other := _handed_since(session, task, version)):
            raise InvalidInput(
                "assignee",
                f"{other} handed it on while you were choosing; to whom stands above. "
                "Choose again if that should change.",
            )
        if user_id is not None and user_id not in {p for p, _ in people(session, task, standing)}:
            raise InvalidInput(
                "assignee", "That person does not act for the lead agency. Choose from the list."
            )
        if task.assignee_id == user_id:
            return
        did_it = task.assignee_id
        before, after = {"assignee_id": did_it}, {"assignee_id": user_id}
        task.assignee_id = user_id
        task.version += 1
        note_down(change, task, "task.assigned", before, after)
        hands.tell(change, task, did_it)


def _handed_since(session: Session, task: Task, version: int) -> str:
    """Return who handed a task on since a version of it, if anybody did."""
    entries = task_versions.entries_since(session, task, version)
    handed = [e for e in entries if e.verb in ("task.assigned", "task.handed_over")]
    return handed[-1].actor_name if handed else ""


def people(
    session: Session,
    task: Task,
    standing: Standing,
    leads: Iterable[int] | None = None,
    parents: Mapping[int, int | None] | None = None,
) -> list[tuple[int, str]]:
    """Return who may be handed a task: those who act for its lead agency or its bureaus.

    Args:
        leads: its lead agencies, where they are known already.
        parents: the agency above each agency, likewise.
    """
    if leads is None:
        is_lead = TaskAgency.role == "lead"
        leads = session.scalars(
            select(TaskAgency.agency_id).where(TaskAgency.task_id == task.id, is_lead)
        ).all()
    agencies = (
        standing.agency_ids
        if standing.role == "lead"
        else rights.with_bureaus(session, leads, parents)
    )
    rows = session.execute(hands.workers(task.plan_id).where(Membership.agency_id.in_(agencies)))
    return [(row.id, row.name) for row in rows]


def own_task(session: Session, actor: Actor, task_id: int) -> tuple[Task, Standing]:
    """Return a task that the person's agency leads, or whose plan they coordinate."""
    task, standing = rights.task_for(session, actor, task_id)
    owned = standing.role == "coordinator" or (
        standing.role == "lead"
        and session.scalar(select(Task.id).where(Task.id == task.id, led_by(standing.agency_ids)))
    )
    if not owned or task.removed_at is not None:
        raise NotAllowed("Only the lead agency and the coordinator hand a task on.")
    rights.require_open(session, standing.plan_id)
    return task, standing


def note_down(
    change: Change,
    task: Task,
    verb: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    """Note in the journal whose hands a task went through, in the caller's transaction."""
    entry = journal.Entry(verb, ("task", task.id), before, after, reason)
    journal.note(change, task.plan_id, entry)


def checked(note: str) -> str:
    """Return a note or a reason, or raise InvalidInput when it is too long."""
    note = note.strip()
    if len(note) > MAX_NOTE:
        raise InvalidInput(
            "note", f"The text has {len(note):,} characters, and {MAX_NOTE:,} fit. Shorten it."
        )
    return note
