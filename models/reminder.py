"""Reminder rules, the ledger of reminders, and the pulse of the scheduler."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Day, Id, Moment, Prose, Word, one_of

AUDIENCES = ("lead", "supervisor", "coordinator")
REMINDER_STATES = ("pending", "sending", "sent", "failed", "dead", "cancelled")


class ReminderRule(Base):
    """When to write to whom: working days from the suspense, negative before it."""

    __tablename__ = "reminder_rules"
    __table_args__ = (
        one_of("audience", AUDIENCES),
        CheckConstraint("rung_days BETWEEN -260 AND 260", name="rung_in_range"),
        UniqueConstraint("plan_id", "rung_days", "audience"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    rung_days: Mapped[int]
    audience: Mapped[Word]
    is_active: Mapped[bool] = mapped_column(default=True)


class Reminder(Base):
    """One row of the ledger: this rule, task, date, person and rung, once.

    A row is claimed (state, token, lease) before anything is sent. Rows that go out in one mail
    share its `message_id`, which is made once and survives every retry.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        one_of("state", REMINDER_STATES),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),
        UniqueConstraint(
            "rule_id", "task_id", "user_id", "due_on", "rung_days", name="uq_reminders_once"
        ),
        Index("ix_reminders_state_not_before", "state", "not_before"),
        Index("ix_reminders_message_id", "message_id"),
    )

    id: Mapped[Id]
    rule_id: Mapped[int] = mapped_column(ForeignKey("reminder_rules.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    due_on: Mapped[Day]
    rung_days: Mapped[int]
    send_on: Mapped[Day]
    state: Mapped[Word]
    not_before: Mapped[Moment]
    message_id: Mapped[str | None] = mapped_column(String(200))
    claim_token: Mapped[Code | None]
    leased_until: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(default=0)
    is_possible_copy: Mapped[bool] = mapped_column(default=False)
    last_reply: Mapped[Prose] = mapped_column(default="")
    sent_at: Mapped[Moment | None]


class Pulse(Base):
    """When a part of the scheduler last ran; what the health check reads."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    beat_at: Mapped[Moment]
