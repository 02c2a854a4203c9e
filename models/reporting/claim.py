"""Claims that a task is complete, with what became of each, and the terms that they are held to."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Facts, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import ClaimState


class ClosingTerms(Base):
    """When a task counts as done: what has to be so, what has to be shown, and who checks it.

    `criteria` are sentences in their order. `verifier_id` is a person of an agency that does not
    lead the task; without one the plan's coordinators check.
    """

    __tablename__ = "closing_terms"
    __table_args__ = (CheckConstraint("version > 0", name="version_positive"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    criteria: Mapped[list[str]] = mapped_column(JSON)
    needs_evidence: Mapped[bool] = mapped_column(default=False, server_default=false())
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Claim(Base):
    """That a report claims a task to be complete, until somebody who does not lead it decides.

    `claimed_on` is the day by which its suspense is measured if the claim is accepted. `answers`
    say of each criterion whether it is ticked, and why not. `before` is the progress of the task
    before the claim, which it goes back to if the claim does not hold. `left_days` is the work
    that was left, for the burndown.
    """

    __tablename__ = "claims"
    __table_args__ = (
        one_of("state", ClaimState),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_moment"),
        CheckConstraint("(decided_at IS NULL) = (decided_on IS NULL)", name="decided_has_day"),
        CheckConstraint(
            "(state = 'reversed') = (reversed_on IS NOT NULL)", name="reversed_has_day"
        ),
        CheckConstraint("left_days >= 0", name="left_not_negative"),
        Index("ix_claims_task_id_state", "task_id", "state"),
        Index("ix_claims_plan_id_state", "plan_id", "state"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("status_reports.id"), index=True)
    claimed_at: Mapped[Moment]
    claimed_on: Mapped[Day]
    due_on: Mapped[Day | None]
    answers: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    before: Mapped[Facts]
    left_days: Mapped[int]
    state: Mapped[Word] = mapped_column(default="open")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[Moment | None]
    decided_on: Mapped[Day | None]
    words: Mapped[Prose] = mapped_column(default="")
    reversed_on: Mapped[Day | None]
    reversed_at: Mapped[Moment | None]
    reversed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reversed_because: Mapped[Prose] = mapped_column(default="", server_default="")
