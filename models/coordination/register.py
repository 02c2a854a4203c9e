"""The registers of a plan: risks, issues and decisions asked for, and the tasks that they touch."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Name, Prose, Word, one_of
from workplan.vocabulary import RegisterKind


class RegisterEntry(Base):
    """A risk, an issue, or a decision asked for; it is open until somebody closes it with words.

    `number` is its own in the plan. A decision says who decides, and by when. One that is retired
    was a mistake: it is kept, and stands in no list of what is open.
    """

    __tablename__ = "register_entries"
    __table_args__ = (
        one_of("kind", RegisterKind),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(
            "kind != 'decision' OR (decider != '' AND wanted_on IS NOT NULL)",
            name="decision_says_who_and_when",
        ),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(closed_at IS NULL) = (outcome = '')", name="closed_has_outcome"),
        CheckConstraint("version > 0", name="version_positive"),
        UniqueConstraint("plan_id", "number"),
        Index("ix_register_entries_agency_id_plan_id", "agency_id", "plan_id"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    kind: Mapped[Word]
    statement: Mapped[Prose]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    decider: Mapped[Name] = mapped_column(default="")
    wanted_on: Mapped[Day | None]
    raised_at: Mapped[Moment]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[Prose] = mapped_column(default="")
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    retired_at: Mapped[Moment | None]
    version: Mapped[int] = mapped_column(default=1)


class RegisterTask(Base):
    """That an entry of the registers touches a task."""

    __tablename__ = "register_tasks"

    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entries.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True, index=True)
