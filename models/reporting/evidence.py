"""What shows that a report is true, or what goes round: a file that was attached, or a link."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Id, Moment, Name, Prose


class Evidence(Base):
    """A file or a link on a task; removing it is a record, and the file stays where it is.

    It belongs to a report, or to a version of the product in coordination, or to neither.
    `stored_as` is the random name under which the store keeps the file, `checksum` its SHA-256.
    A file that was a spill is in the store no more since `gone_at`; its checksum stays.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(stored_as IS NULL) = (url IS NOT NULL)", name="file_or_link"),
        CheckConstraint(
            "(stored_as IS NULL) = (checksum IS NULL)"
            " AND (stored_as IS NULL) = (size_bytes IS NULL)",
            name="file_has_checksum_and_size",
        ),
        CheckConstraint("size_bytes > 0", name="size_positive"),
        CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed_by_somebody"
        ),
        UniqueConstraint("stored_as"),
        Index("ix_evidence_task_id_added_at", "task_id", "added_at"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("status_reports.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("round_versions.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    added_at: Mapped[Moment]
    name: Mapped[Name]
    url: Mapped[str | None] = mapped_column(String(2000))
    stored_as: Mapped[str | None] = mapped_column(String(64))
    size_bytes: Mapped[int | None]
    checksum: Mapped[Digest | None]
    removed_at: Mapped[Moment | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_because: Mapped[Prose] = mapped_column(default="")
    gone_at: Mapped[Moment | None]
