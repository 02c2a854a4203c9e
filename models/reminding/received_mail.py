"""A mail that came in: what it is, what became of it, and where its very bytes are kept."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import ReceivedKind, ReceivedState


class ReceivedMail(Base):
    """A mail that was fetched, once: `fingerprint` is the same for each copy of it.

    `stored_as` is the key under which the store keeps it, `checksum` its SHA-256; a mail that was
    too large to be fetched, or was kept long enough, has no key. `reason` says why it waits for
    somebody, why it was ignored, or what of it was not taken. A reply led to `comment_id`.
    """

    __tablename__ = "received_mails"
    __table_args__ = (
        one_of("state", ReceivedState),
        one_of("kind", ReceivedKind),
        CheckConstraint("size_bytes >= 0", name="size_not_negative"),
        CheckConstraint("state != 'parked' OR reason != ''", name="parked_has_reason"),
        UniqueConstraint("fingerprint"),
        UniqueConstraint("stored_as"),
        Index("ix_received_mails_state_plan_id", "state", "plan_id"),
        Index("ix_received_mails_received_at", "received_at"),
    )

    id: Mapped[Id]
    fingerprint: Mapped[Digest]
    checksum: Mapped[Digest]
    size_bytes: Mapped[int]
    stored_as: Mapped[Digest | None]
    source: Mapped[Prose]
    sender: Mapped[Prose]
    subject: Mapped[Prose]
    received_at: Mapped[Moment]
    state: Mapped[Word]
    kind: Mapped[Word]
    reason: Mapped[Prose] = mapped_column(default="")
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("task_comments.id"), index=True)
