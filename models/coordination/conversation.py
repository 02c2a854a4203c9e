"""What people say to each other on a task: comments, and requests for an update."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose
from models.folded import folded_from


class TaskComment(Base):
    """What somebody said on a task; `thread_id` is the comment that it answers.

    A thread is resolved by its first comment. Nothing is edited or deleted.
    """

    __tablename__ = "task_comments"
    __table_args__ = (
        CheckConstraint("thread_id != id", name="not_its_own_answer"),
        CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by_id IS NULL)", name="resolved_by_somebody"
        ),
        CheckConstraint(
            "resolved_at IS NULL OR thread_id IS NULL", name="only_threads_are_resolved"
        ),
        Index("ix_task_comments_task_id_said_at", "task_id", "said_at"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("task_comments.id"), index=True)
    said_at: Mapped[Moment]
    body: Mapped[Prose]
    resolved_at: Mapped[Moment | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    folded: Mapped[str] = folded_from("body")


class UpdateRequest(Base):
    """That a coordinator asked for an update by a date; the next report answers it."""

    __tablename__ = "update_requests"
    __table_args__ = (Index("ix_update_requests_task_id_answered_at", "task_id", "answered_at"),)

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[Moment]
    wanted_on: Mapped[Day]
    note: Mapped[Prose] = mapped_column(default="")
    answered_at: Mapped[Moment | None]
