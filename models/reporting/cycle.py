"""Reporting cycles: what was asked of the agencies by when, and what stood when each was closed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Day, Digest, Facts, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import Answered, CycleState


class ReportingCycle(Base):
    """That each lead reports on each open task, as things stand on a day, by another day.

    What was reported since it was opened counts, and what was reported on `as_of_on` or later. One
    a plan is open at a time; what is closed is not opened again. `figures` are the counts of the
    plan as they stood at the closing, and `head` is the checksum of the journal's last entry then;
    `words` are what the coordinator says first in the report.
    """

    __tablename__ = "reporting_cycles"
    __table_args__ = (
        one_of("state", CycleState),
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("as_of_on <= due_on", name="due_not_before_its_day"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_has_moment"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        CheckConstraint("state = 'closed' OR head IS NULL", name="only_closed_is_sealed"),
        Index(
            "uq_reporting_cycles_open",
            "plan_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    name: Mapped[Prose]
    as_of_on: Mapped[Day]
    due_on: Mapped[Day]
    note: Mapped[Prose] = mapped_column(default="")
    opened_at: Mapped[Moment]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    state: Mapped[Word]
    ended_at: Mapped[Moment | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    because: Mapped[Prose] = mapped_column(default="")
    words: Mapped[Prose] = mapped_column(default="")
    figures: Mapped[Facts] = mapped_column(default=dict)
    head: Mapped[Digest | None]
    version: Mapped[int] = mapped_column(default=1)


class CycleTask(Base):
    """A task of the plan as it stood when a cycle was closed, done ones too."""

    __tablename__ = "cycle_tasks"
    __table_args__ = (
        UniqueConstraint("cycle_id", "task_id"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),
    )

    id: Mapped[Id]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("reporting_cycles.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    position: Mapped[int]
    code: Mapped[Code]
    name: Mapped[Prose]
    chip: Mapped[Word]
    percent: Mapped[int]
    finish_on: Mapped[Day | None]
    due_on: Mapped[Day | None]
    late_days: Mapped[int]


class CycleAnswer(Base):
    """How a lead agency had answered on a task when a cycle was closed.

    `owed_by` has the names, one a line, of those under whom a task stands as not reported.
    """

    __tablename__ = "cycle_answers"
    __table_args__ = (
        one_of("answered", Answered),
        CheckConstraint("(answered = 'missed') = (answered_at IS NULL)", name="given_has_moment"),
        Index("ix_cycle_answers_cycle_id", "cycle_id"),
    )

    id: Mapped[Id]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("reporting_cycles.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    answered: Mapped[Word]
    answered_at: Mapped[Moment | None]
    owed_by: Mapped[Prose] = mapped_column(default="")
