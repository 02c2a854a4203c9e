"""An address to which one person answers one mail."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Id, Moment


class ReplyAddress(Base):
    """A Reply-To that was sent; only the hash of its token is kept.

    What the mail was about stands in the ledgers, under its Message-ID.
    """

    __tablename__ = "reply_addresses"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id]
    token_hash: Mapped[Digest]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(200))
    issued_at: Mapped[Moment]
    expires_at: Mapped[Moment]
