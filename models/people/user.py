"""People, and their sessions on the server."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Email, Id, Moment, Name


class User(Base):
    """A person who can sign in. Roles are held per plan; administrators run the system only.

    `feed_hash` is the hash of the secret in the address of their calendar, while they have one.
    """

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("email"),
        Index("ix_users_feed_hash", "feed_hash", unique=True),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    )

    id: Mapped[Id]
    email: Mapped[Email]
    name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]
    feed_hash: Mapped[Digest | None]


class UserSession(Base):
    """One signed-in browser. It ends on the server, whatever cookie is still held."""

    __tablename__ = "user_sessions"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[Digest]
    started_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class SignInTry(Base):
    """A try to sign in, kept so that limits hold across processes and restarts."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (
        Index("ix_sign_in_tries_account", "account_hash", "tried_at"),
        Index("ix_sign_in_tries_address", "address", "tried_at"),
    )

    id: Mapped[Id]
    account_hash: Mapped[Digest]
    address: Mapped[str] = mapped_column(String(60))
    tried_at: Mapped[Moment]
    has_succeeded: Mapped[bool]
