"""That a person is away, and who stands in for them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment


class Absence(Base):
    """Somebody's absence, first and last day included; ended early, it stays as a record."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("delegate_id != user_id", name="somebody_else_stands_in"),
        Index("ix_absences_user_id_until_on", "user_id", "until_on"),
        Index("ix_absences_delegate_id_until_on", "delegate_id", "until_on"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    from_on: Mapped[Day]
    until_on: Mapped[Day]
    said_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
