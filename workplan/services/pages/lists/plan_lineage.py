"""Which directives a plan has carried out, and since when; and what superseded its directive."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Directive, JournalEntry, Objective, Plan, Task, TaskObjective
from workplan.services.lifecycle import plan_changes

CHANGES = ("plan.changed", "plan.founded", "plan.copied", "plan.kept_as_template")


class Step(NamedTuple):
    """That a plan carried out a directive from a day on; `citation` is None for none."""

    on: date
    citation: str | None
    by: str
    reason: str


class Lineage(NamedTuple):
    """What is to be known of the directive of a plan before another is chosen.

    Args:
        steps: which it had, the last first.
        counting: how many suspenses count from its signature.
        tied: how many tasks are tied to its objectives.
    """

    directive: Directive | None
    steps: list[Step]
    counting: int
    tied: int


def lineage_of(session: Session, plan: Plan) -> Lineage:
    """Return the directives of a plan, as the journal keeps them, and what hangs on the present."""
    tied = (
        select(func.count(Task.id.distinct()))
        .join(TaskObjective, TaskObjective.task_id == Task.id)
        .join(Objective, Objective.id == TaskObjective.objective_id)
        .where(
            Task.plan_id == plan.id,
            Task.removed_at.is_(None),
            Objective.directive_id == plan.directive_id,
        )
    )
    return Lineage(
        session.get(Directive, plan.directive_id) if plan.directive_id else None,
        _steps(session, plan),
        plan_changes.counting_from_signature(session, plan.id),
        session.scalar(tied) or 0,
    )


def successor_of(session: Session, plan: Plan) -> Directive | None:
    """Return the directive that took the place of a plan; None where none did."""
    return session.get(Directive, plan.superseding_id) if plan.superseding_id else None


def _steps(session: Session, plan: Plan) -> list[Step]:
    rows = session.execute(
        select(
            JournalEntry.on_day, JournalEntry.after, JournalEntry.actor_name, JournalEntry.reason
        )
        .where(
            JournalEntry.plan_id == plan.id,
            JournalEntry.verb.in_(CHANGES),
            JournalEntry.subject_type == "plan",
        )
        .order_by(JournalEntry.seq.desc())
    )
    return [
        Step(row.on_day, _citation(row.after), row.actor_name, row.reason)
        for row in rows
        if "directive_id" in (row.after or {})
    ]


def _citation(after: dict[str, Any] | None) -> str | None:
    found: str | None = (after or {}).get("directive")
    return found
