"""What the columns of a sheet meant to a person, for the next file with the same headings."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Id, Moment, Word


class ColumnMapping(Base):
    """The field of each column, by headings.

    `headings` is the digest of the headings, `titles` are they themselves: for the person, who
    looks at what is remembered. Nobody else's files are read by it.
    """

    __tablename__ = "column_mappings"
    __table_args__ = (UniqueConstraint("user_id", "headings"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    headings: Mapped[Digest]
    fields: Mapped[list[str]] = mapped_column(JSON)
    titles: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    day_order: Mapped[Word]
    saved_at: Mapped[Moment]
