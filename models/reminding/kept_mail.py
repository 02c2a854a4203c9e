"""What a mail said, kept beside the ledger so that it can be read later.

Its text goes after a time; what proves that it was sent stands in the ledger and stays.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment, Prose


class KeptMail(Base):
    """A mail as it was written last, by its Message-ID; links that act for somebody are cut."""

    __tablename__ = "kept_mails"
    __table_args__ = (UniqueConstraint("message_id"),)

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(200))
    subject: Mapped[Prose]
    body: Mapped[Prose]
    written_at: Mapped[Moment] = mapped_column(index=True)
