"""A link in a mail by which one person reports once on one task, or concurs once."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Id, Moment


class MailLink(Base):
    """A link that was sent; only the hash of its token is kept, and it opens one report.

    With `ask_id` it answers that question in coordination instead; one about a version of the plan
    itself is of no task.
    """

    __tablename__ = "mail_links"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id]
    token_hash: Mapped[Digest]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("round_asks.id"))
    issued_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
