"""How tasks were ended without being done, each with who decided it and why."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import WAYS_OUT


class WayOut(Base):
    """That a coordinator ended a task that is not done: not done, superseded, or merged.

    It names the task, or the directive, that took its place. `left_days` is the work that was
    left, for the burndown. A task that is brought back keeps the row, with the day.
    """

    __tablename__ = "ways_out"
    __table_args__ = (
        one_of("kind", WAYS_OUT),
        CheckConstraint("into_task_id <> task_id", name="not_into_itself"),
        CheckConstraint(
            "into_task_id IS NULL OR by_directive_id IS NULL", name="one_takes_its_place"
        ),
        CheckConstraint("kind <> 'merged' OR into_task_id IS NOT NULL", name="merged_into_a_task"),
        CheckConstraint(
            "kind <> 'not_done' OR (into_task_id IS NULL AND by_directive_id IS NULL)",
            name="not_done_has_no_heir",
        ),
        CheckConstraint("left_days >= 0", name="left_not_negative"),
        CheckConstraint("back_on >= decided_on", name="back_after_it_went"),
        Index("ix_ways_out_task_id", "task_id"),
        Index("ix_ways_out_plan_id", "plan_id"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    kind: Mapped[Word]
    into_task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    by_directive_id: Mapped[int | None] = mapped_column(ForeignKey("directives.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[Moment]
    decided_on: Mapped[Day]
    reason: Mapped[Prose]
    left_days: Mapped[int]
    back_on: Mapped[Day | None]
    back_at: Mapped[Moment | None]
    back_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    back_because: Mapped[Prose] = mapped_column(default="", server_default="")
