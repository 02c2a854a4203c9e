"""A filter of a plan's tasks that somebody keeps under a name."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment, Name


class SavedView(Base):
    """What the address of a task list says, under a name.

    With an agency it is shared with that agency and those above it; without, it is private.
    """

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("plan_id", "user_id", "name"),)

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    name: Mapped[Name]
    query: Mapped[str] = mapped_column(String(4000))
    saved_at: Mapped[Moment]
    removed_at: Mapped[Moment | None]
