"""Departments and their bureaus."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Id, Name


class Agency(Base):
    """A department, or a bureau of one; `label` is how tables show it, such as “State PM”."""

    __tablename__ = "agencies"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("parent_id != id", name="not_its_own_parent"),
    )

    id: Mapped[Id]
    code: Mapped[Code]
    label: Mapped[Code]
    name: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
