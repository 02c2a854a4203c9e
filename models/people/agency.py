"""Departments and their bureaus."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Id, Moment, Name, Prose


class Agency(Base):
    """A department, or a bureau of one; `label` is how tables show it, such as “State PM”.

    `supervisor_id` is who supervises it in each plan that they join for it. One that is retired is
    no longer chosen, and stays readable; a merged one is retired, and names the agency that took
    it in. `also_called` has names by which directives mean it, one a line. `version` rises with
    every change of it.
    """

    __tablename__ = "agencies"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("parent_id != id", name="not_its_own_parent"),
        CheckConstraint("merged_into_id != id", name="not_merged_into_itself"),
        CheckConstraint(
            "merged_into_id IS NULL OR retired_at IS NOT NULL", name="merged_is_retired"
        ),
        CheckConstraint("version > 0", name="version_positive"),
    )

    id: Mapped[Id]
    code: Mapped[Code]
    label: Mapped[Code]
    name: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    mail_domain: Mapped[Name | None]
    also_called: Mapped[Prose] = mapped_column(default="", server_default="")
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    retired_at: Mapped[Moment | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
