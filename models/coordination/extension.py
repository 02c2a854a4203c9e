"""A later suspense that a lead agency asks for, and the questions that were asked back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import ExtensionState


class Extension(Base):
    """That an agency asked for a later suspense of a task, and what it was answered.

    `due_on` is the day that counted then, and `directed_on` the one that the rule ordered.
    `waits_since` is when the coordinators were asked last: by the request, or by the reply to a
    question of theirs. Rows stay, whatever became of them.
    """

    __tablename__ = "extensions"
    __table_args__ = (
        one_of("state", ExtensionState),
        CheckConstraint("wanted_on > due_on", name="wanted_is_later"),
        CheckConstraint("agreed_on > due_on", name="agreed_is_later"),
        CheckConstraint("(state = 'approved') = (agreed_on IS NOT NULL)", name="approved_has_day"),
        CheckConstraint(
            "(state IN ('asked', 'returned')) = (closed_at IS NULL)", name="closed_has_moment"
        ),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        Index("ix_extensions_task_id_state", "task_id", "state"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[Moment]
    due_on: Mapped[Day]
    directed_on: Mapped[Day]
    wanted_on: Mapped[Day]
    reason: Mapped[Prose]
    recovery: Mapped[Prose]
    state: Mapped[Word]
    waits_since: Mapped[Moment]
    agreed_on: Mapped[Day | None]
    answer: Mapped[Prose] = mapped_column(default="")
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class ExtensionQuestion(Base):
    """What a coordinator asked back on a request, and the reply."""

    __tablename__ = "extension_questions"
    __table_args__ = (
        CheckConstraint(
            "(replied_at IS NULL) = (replied_by_id IS NULL)", name="replied_by_somebody"
        ),
    )

    id: Mapped[Id]
    extension_id: Mapped[int] = mapped_column(ForeignKey("extensions.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[Moment]
    question: Mapped[Prose]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    replied_at: Mapped[Moment | None]
    reply: Mapped[Prose] = mapped_column(default="")
