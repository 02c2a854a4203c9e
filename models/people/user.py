"""People, and their sessions on the server."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Email, Id, Moment, Name, Prose


class User(Base):
    """A person who can sign in. Roles are held per plan; administrators run the system only.

    `feed_hash` is the hash of the secret in the address of their calendar, while they have one.
    `agency_id` is where they are at home; in a plan they act for the agency of their membership.
    Whoever `must_change_password` was given one by somebody else, and sees nothing before they
    have one of their own. Mail to them came back at `mail_bounced_at`, with the words of
    `mail_bounce`, while their address has neither been changed nor said to work since.
    """

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("email"),
        Index("ix_users_feed_hash", "feed_hash", unique=True),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint(
            "(mail_bounced_at IS NULL) = (mail_bounce = '')", name="bounce_has_its_words"
        ),
    )

    id: Mapped[Id]
    email: Mapped[Email]
    name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]
    feed_hash: Mapped[Digest | None]
    # Agencies name their supervisors, so neither table comes before the other.
    agency_id: Mapped[int | None] = mapped_column(
        ForeignKey("agencies.id", use_alter=True), index=True
    )
    time_zone: Mapped[str | None] = mapped_column(String(64))
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    mail_bounced_at: Mapped[Moment | None]
    mail_bounce: Mapped[Prose] = mapped_column(default="", server_default="")


class UserSession(Base):
    """One signed-in browser. It ends on the server, whatever cookie is still held.

    `last_seen_at` is written now and then only, so that reading pages writes next to nothing;
    `proved_at` is when its person last gave their password in it.
    """

    __tablename__ = "user_sessions"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[Digest]
    started_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    browser: Mapped[str] = mapped_column(String(300), default="", server_default="")
    last_seen_at: Mapped[Moment | None]
    proved_at: Mapped[Moment | None]


class SignInTry(Base):
    """A try to sign in, kept so that limits hold across processes and restarts.

    One that is `forgiven_at` a moment counts against its address only, and not against the account.
    """

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
    forgiven_at: Mapped[Moment | None]
