"""Reminder rules, the ledger of reminders, and the pulse of the scheduler."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from models.reminding.outgoing import Outgoing, checks, waiting_index
from workplan.vocabulary import Audience, DayKind, RuleCondition


class ReminderRule(Base):
    """When to write to whom, and what about: days from the suspense, negative before it.

    A retired one stays, since rows of the ledger name it. `version` rises with every change.
    `wording` is said of each task in the mail; it may be empty.
    """

    __tablename__ = "reminder_rules"
    __table_args__ = (
        one_of("audience", Audience),
        one_of("counted_in", DayKind),
        one_of("condition", RuleCondition),
        CheckConstraint("rung_days BETWEEN -260 AND 260", name="rung_in_range"),
        UniqueConstraint(
            *("plan_id", "rung_days", "audience", "counted_in", "condition"),
            name="uq_reminder_rules_alike",
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    rung_days: Mapped[int]
    audience: Mapped[Word]
    counted_in: Mapped[Word] = mapped_column(default="working", server_default="working")
    condition: Mapped[Word] = mapped_column(default="open", server_default="open")
    wording: Mapped[Prose] = mapped_column(default="", server_default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    retired_at: Mapped[Moment | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class RulePerson(Base):
    """Somebody whom a rule names, whose audience is the people named in it."""

    __tablename__ = "rule_people"

    rule_id: Mapped[int] = mapped_column(ForeignKey("reminder_rules.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)


class Follower(Base):
    """That somebody follows a task, until they stop."""

    __tablename__ = "followers"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    since: Mapped[Moment]


class Reminder(Outgoing, Base):
    """One row of the ledger: this rule, task, date, person and rung, once.

    `rung_days` and `counted_in` are what its rule said when it was written.
    `is_for_nobody` says that the lead agency has nobody who gets mail, and a coordinator got it;
    `inner_agency_id`, that it counts from the inner suspense of that agency, whose day `due_on` is.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        *checks(),
        one_of("counted_in", DayKind),
        UniqueConstraint(
            "rule_id", "task_id", "user_id", "due_on", "rung_days", name="uq_reminders_once"
        ),
        Index("ix_reminders_state_not_before", "state", "not_before"),
        waiting_index("reminders"),
        Index("ix_reminders_message_id", "message_id"),
    )

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("reminder_rules.id"))
    due_on: Mapped[Day]
    rung_days: Mapped[int]
    counted_in: Mapped[Word] = mapped_column(default="working", server_default="working")
    send_on: Mapped[Day]
    is_for_nobody: Mapped[bool] = mapped_column(default=False, server_default=false())
    inner_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))

    @hybrid_property
    def is_inner(self) -> bool:
        """Whether it counts from an inner suspense."""
        return self.inner_agency_id is not None

    @is_inner.inplace.expression
    @classmethod
    def _is_inner(cls) -> ColumnElement[bool]:
        return cls.inner_agency_id.is_not(None)


class Pulse(Base):
    """When a part of the scheduler last ran; what the health check reads."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    beat_at: Mapped[Moment]
