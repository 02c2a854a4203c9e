"""What the coordinator thinks of a task, and the steps by which its lead agency recovers it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import Confidence

STANDS = "ended_at IS NULL"


class Assessment(Base):
    """How sure the coordinator is of a task; it stands until another takes its place, or none.

    Red asks the lead for a recovery plan by `wanted_on`. `red_since` is when the task was first
    assessed so without a break: a plan written since holds, however often red is said again.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        one_of("rating", Confidence),
        CheckConstraint("(rating = 'red') = (wanted_on IS NOT NULL)", name="red_wants_a_plan"),
        CheckConstraint("(wanted_on IS NULL) = (red_since IS NULL)", name="wanted_since"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        Index(
            "uq_assessments_standing",
            "task_id",
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        Index("ix_assessments_task_id_assessed_at", "task_id", "assessed_at"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    rating: Mapped[Word]
    reason: Mapped[Prose]
    assessed_at: Mapped[Moment]
    assessed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    red_since: Mapped[Moment | None]
    wanted_on: Mapped[Day | None]
    ended_at: Mapped[Moment | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class RecoveryStep(Base):
    """A step of a recovery plan: what is done by which day. One that was given up is kept."""

    __tablename__ = "recovery_steps"
    __table_args__ = (
        CheckConstraint("done_on IS NULL OR removed_at IS NULL", name="done_is_not_given_up"),
        Index("ix_recovery_steps_task_id_wanted_on", "task_id", "wanted_on"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    statement: Mapped[Prose]
    wanted_on: Mapped[Day]
    written_at: Mapped[Moment]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    done_on: Mapped[Day | None]
    removed_at: Mapped[Moment | None]
