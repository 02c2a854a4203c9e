"""Which backups were asked for, what became of each, and whether it was looked through since."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment, Name, Prose, Word, one_of
from workplan.vocabulary import BackupState


class Backup(Base):
    """A backup: a folder `name` in `place`, on the machine and in the instance folder `node`.

    What it holds stands in its own manifest; here is what lists show when it is elsewhere, or
    was never finished. `is_whole` is what the last look at `checked_at` found. One
    with `deleted_at` was there, and went when a newer one was whole.
    """

    __tablename__ = "backups"
    __table_args__ = (
        one_of("state", BackupState),
        CheckConstraint("(state = 'making') = (ended_at IS NULL)", name="ended_has_moment"),
        CheckConstraint("(is_whole IS NULL) = (checked_at IS NULL)", name="checked_has_moment"),
        Index("ix_backups_asked_at", "asked_at"),
    )

    id: Mapped[Id]
    node: Mapped[Name]
    place: Mapped[Prose]
    name: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[Moment]
    asked_by: Mapped[Name]
    state: Mapped[Word]
    ended_at: Mapped[Moment | None]
    said: Mapped[Prose] = mapped_column(default="")
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    entries: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[Moment | None]
    is_whole: Mapped[bool | None]
    check_said: Mapped[Prose] = mapped_column(default="")
    deleted_at: Mapped[Moment | None]
