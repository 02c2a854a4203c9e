"""The earlier day that a lead agency sets for its own people on a task."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose


class InnerSuspense(Base):
    """The day of an agency's own on a task that it leads, beside the suspense; empty once cleared.

    It stands while the agency has the task since `given_at`, as its row among the agencies of the
    task says: handed to another agency, it is over, and does not come back with the task.
    `set_on` is the day on which it was set, from which its reminders count.
    """

    __tablename__ = "inner_suspenses"
    __table_args__ = (
        CheckConstraint("due_on IS NOT NULL OR words = ''", name="cleared_has_no_words"),
        UniqueConstraint("task_id", "agency_id"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    given_at: Mapped[Moment | None]
    due_on: Mapped[Day | None]
    words: Mapped[Prose] = mapped_column(default="")
    set_on: Mapped[Day]
    set_at: Mapped[Moment]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
