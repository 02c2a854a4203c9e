"""Reminder rules, the ledger of reminders, and the pulse of the scheduler."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Word, one_of
from models.reminding.outgoing import Outgoing, checks
from workplan.vocabulary import Audience


class ReminderRule(Base):
    """When to write to whom: working days from the suspense, negative before it.

    A retired one stays, since rows of the ledger name it. `version` rises with every change.
    """

    __tablename__ = "reminder_rules"
    __table_args__ = (
        one_of("audience", Audience),
        CheckConstraint("rung_days BETWEEN -260 AND 260", name="rung_in_range"),
        UniqueConstraint("plan_id", "rung_days", "audience"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    rung_days: Mapped[int]
    audience: Mapped[Word]
    is_active: Mapped[bool] = mapped_column(default=True)
    retired_at: Mapped[Moment | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Reminder(Outgoing, Base):
    """One row of the ledger: this rule, task, date, person and rung, once.

    `is_for_nobody` says that the lead agency has nobody who gets mail, and a coordinator got it;
    `is_inner`, that it counts from the inner suspense of an agency, whose day `due_on` then is.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        *checks(),
        UniqueConstraint(
            "rule_id", "task_id", "user_id", "due_on", "rung_days", name="uq_reminders_once"
        ),
        Index("ix_reminders_state_not_before", "state", "not_before"),
        Index("ix_reminders_message_id", "message_id"),
    )

    rule_id: Mapped[int] = mapped_column(ForeignKey("reminder_rules.id"))
    due_on: Mapped[Day]
    rung_days: Mapped[int]
    send_on: Mapped[Day]
    is_for_nobody: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_inner: Mapped[bool] = mapped_column(default=False, server_default=false())


class Pulse(Base):
    """When a part of the scheduler last ran; what the health check reads."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    beat_at: Mapped[Moment]
