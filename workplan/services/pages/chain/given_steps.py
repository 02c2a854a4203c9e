"""When a task was given: with the approval of its plan, or as it was added to a live one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.services.pages.chain.steps import Looking, Step
from workplan.services.tasks.owners import NOBODY, owners_of


class Given(NamedTuple):
    """The entry by which a task was given, and by whom."""

    entry: JournalEntry
    with_plan: bool


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield when the task was given to its agencies; nothing before its plan is approved."""
    given = given_of(session, looking)
    if given is None:
        return
    owners = owners_of(session, [looking.task.id]).get(looking.task.id, NOBODY)
    facts = [f"Led by {owners.led_by or 'no agency yet'}"]
    if owners.supports:
        facts.append(f"supported by {owners.supported_by}")
    how = "Given with the approval of the plan" if given.with_plan else "Given as it was added"
    yield Step(
        given.entry.on_day,
        given.entry.at,
        "on_track",
        how,
        given.entry.actor_name,
        facts=("; ".join(facts) + ".",),
    )


def given_of(session: Session, looking: Looking) -> Given | None:
    """Return by which entry a task was given: the later of its own and its plan's approval."""
    entry = JournalEntry
    approvals = session.scalars(
        select(entry)
        .where(entry.plan_id == looking.plan.id, entry.verb == "plan.stage")
        .order_by(entry.seq)
    )
    approved = next((e for e in approvals if (e.after or {}).get("stage") == "approved"), None)
    if approved is None:
        return None
    added = session.scalars(
        select(entry)
        .where(
            entry.subject_type == "task",
            entry.subject_id == looking.task.id,
            entry.verb == "task.added",
        )
        .order_by(entry.seq)
        .limit(1)
    ).first()
    if added is not None and added.seq > approved.seq:
        return Given(added, with_plan=False)
    return Given(approved, with_plan=True)
