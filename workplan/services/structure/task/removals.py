"""Which tasks can be removed: all of a draft; later, what came into the plan today.

What was asked of an agency is not made undone by taking it away: it ends by one of the other ways
out (`reporting/endings/ways_out.py`), with a reason, and is counted apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Round, Task
from workplan.errors import InvalidInput
from workplan.services.coordination.offers import FREE_STAGES
from workplan.vocabulary import RoundState

CAME = ("task.added", "task.restored")
"""The verbs by which a task comes into its plan, or back into it."""
STAYS = (
    "“{name}” came into the plan before today, and the plan is not a draft any more: it is not "
    "removed. Use “Other ways out” on its second page instead: not done, superseded or merged. "
    "What is done stays done."
)


ROUND = (
    "The product of “{name}” goes round other agencies. Look at “Coordination”, withdraw the "
    "round, and then remove the task."
)


def are_free(plan: Plan) -> bool:
    """Tell whether any task of a plan can be removed, whenever it came."""
    return plan.stage in FREE_STAGES


def bound(session: Session, plan: Plan, ids: Collection[int], today: date) -> set[int]:
    """Return those of some tasks of a plan that cannot be removed any more; one select at most.

    Args:
        today: in the time zone of the plan.
    """
    if not ids or are_free(plan):
        return set()
    came = session.scalars(
        select(JournalEntry.subject_id).where(
            JournalEntry.subject_type == "task",
            JournalEntry.subject_id.in_(ids),
            JournalEntry.verb.in_(CAME),
            JournalEntry.on_day == today,
        )
    )
    return {*ids} - {task_id for task_id in came if task_id is not None}


def is_told_free(plan: Plan, entries: Iterable[JournalEntry], today: date) -> bool:
    """Tell from the last entries of a task whether it can be removed, without a select."""
    return are_free(plan) or any(e.verb in CAME and e.on_day == today for e in entries)


def require(session: Session, plan: Plan, ids: Collection[int], today: date) -> None:
    """Refuse to remove tasks of a plan that came into it before today, once it is no draft.

    Raises:
        InvalidInput: naming the first of them, and the other ways out.
    """
    going = select(Task.name).join(Round, Round.task_id == Task.id)
    rounds = going.where(Round.task_id.in_(ids), Round.state == RoundState.OPEN)
    if (name := session.scalars(rounds.limit(1)).first()) is not None:
        raise InvalidInput("task", ROUND.format(name=name))
    if stay := bound(session, plan, ids, today):
        name = session.scalars(select(Task.name).where(Task.id == min(stay))).one()
        raise InvalidInput("task", STAYS.format(name=name))
