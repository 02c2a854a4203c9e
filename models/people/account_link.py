"""A link by which one person does one thing with one account, once."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Email, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import AccountLinkKind


class AccountLink(Base):
    """A link to an account; only the hash of its token is kept, and it works once.

    It ends when another of its kind takes its place: then it expires at that moment. `email` is
    the new address that it confirms. `mail_reply` is what the mail server answered; the mail left
    at `mailed_at`, if it did.
    """

    __tablename__ = "account_links"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        one_of("kind", AccountLinkKind),
        CheckConstraint(
            "(kind = 'first_admin') = (user_id IS NULL)", name="only_the_first_is_of_nobody"
        ),
        CheckConstraint(
            "(kind = 'new_address') = (email IS NOT NULL)", name="a_new_address_is_named"
        ),
    )

    id: Mapped[Id]
    token_hash: Mapped[Digest]
    kind: Mapped[Word]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    email: Mapped[Email | None]
    issued_at: Mapped[Moment]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    mailed_at: Mapped[Moment | None]
    mail_reply: Mapped[Prose] = mapped_column(default="", server_default="")
