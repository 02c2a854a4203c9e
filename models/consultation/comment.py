"""A comment of a stakeholder, its points, and the mails that go back to whoever sent it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Digest, Email, Id, Moment, Name, Prose, Word, one_of
from models.folded import folded_from
from models.reminding.outgoing import Leaving, checks, waiting_index
from workplan.vocabulary import CommentMailKind, CommentSource, Disposition

WAITS = text("alike_id IS NULL AND set_aside_at IS NULL AND answered_at IS NULL")
"""That a comment wants an answer of its own: few do, and every page of a plan counts them."""
MARKED = text("came_from <> ''")
"""That it is known yet whence a comment came: for a day, and every beat asks for those."""


class Comment(Base):
    """What somebody outside wrote to a plan, as it came.

    `reference` is by what its sender and the public know it, and stays when the plan is renamed.
    `address` is empty where nobody can be answered by mail. Of a mail, `mail_id` has its very
    bytes, and `their_message_id` lets the answers stand beneath it. `alike_id` is the comment that
    it repeats; both are settled as one. One that is set aside asks nothing of anybody. No two
    points of it ever had one number; `last_point` is the last. `files` has the names of what was
    attached, a line each. `follows_id` is the comment to which it adds. `came_from` tells apart who
    sent forms on one day, so that nobody floods a plan; it is forgotten after that. Since
    `nameless_at` nothing tells any more who wrote it.
    """

    __tablename__ = "comments"
    __table_args__ = (
        one_of("source", CommentSource),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by"),
        CheckConstraint(
            "(set_aside_at IS NULL) = (set_aside_because = '')", name="set_aside_has_reason"
        ),
        CheckConstraint("alike_id <> id", name="alike_to_another"),
        CheckConstraint("follows_id <> id", name="follows_another"),
        UniqueConstraint("plan_id", "number"),
        UniqueConstraint("mail_id"),
        Index("ix_comments_reference", "reference"),
        Index(
            "ix_comments_waiting",
            "plan_id",
            "answer_by",
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        Index("ix_comments_plan_id_address", "plan_id", "address"),
        Index(
            "ix_comments_came_from",
            "came_at",
            sqlite_where=MARKED,
            postgresql_where=MARKED,
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(String(80))
    source: Mapped[Word]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("received_mails.id"))
    their_message_id: Mapped[Name | None]
    sender: Mapped[Name]
    organisation: Mapped[Name] = mapped_column(default="")
    address: Mapped[Email] = mapped_column(default="")
    may_be_named: Mapped[bool] = mapped_column(default=False)
    subject: Mapped[Prose]
    words: Mapped[Prose]
    files: Mapped[Prose] = mapped_column(default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    came_at: Mapped[Moment]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answer_by: Mapped[Day]
    answered_at: Mapped[Moment | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    set_aside_at: Mapped[Moment | None]
    set_aside_because: Mapped[Prose] = mapped_column(default="")
    alike_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    likeness: Mapped[Prose] = mapped_column(default="")
    last_point: Mapped[int] = mapped_column(default=1)
    nameless_at: Mapped[Moment | None]
    came_from: Mapped[Digest] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)
    folded: Mapped[str] = folded_from("reference", "sender", "organisation", "subject", "words")


class CommentPoint(Base):
    """One thing that a comment asks or says, and what became of it.

    `words` are those of the comment; empty means all of it. `change_seq` is the entry of the
    journal by which the plan was changed for it. `because` is for those inside,
    `answer` for whoever sent it and for the public. It is filed under an objective and a line of
    effort (`initiative_id`), settled or not.
    """

    __tablename__ = "comment_points"
    __table_args__ = (
        one_of("disposition", Disposition),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("(disposition IS NULL) = (settled_at IS NULL)", name="settled_has_moment"),
        CheckConstraint(
            "(disposition IS NULL) = (settled_by_id IS NULL)", name="settled_by_somebody"
        ),
        CheckConstraint("(disposition IS NULL) = (answer = '')", name="settled_has_answer"),
        UniqueConstraint("comment_id", "number"),
    )

    id: Mapped[Id]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    number: Mapped[int]
    words: Mapped[Prose] = mapped_column(default="")
    disposition: Mapped[Word | None]
    because: Mapped[Prose] = mapped_column(default="")
    answer: Mapped[Prose] = mapped_column(default="")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id"), index=True)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"), index=True)
    change_seq: Mapped[int | None]
    settled_at: Mapped[Moment | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class CommentMail(Leaving, Base):
    """A mail to whoever sent a comment: the receipt, once, and each answer.

    `return_hash` is of the token in its head, by which a report shows that it is about this mail.
    """

    __tablename__ = "comment_mails"
    __table_args__ = (
        one_of("kind", CommentMailKind),
        *checks(),
        waiting_index("comment_mails"),
        Index("ix_comment_mails_message_id", "message_id"),
        Index("ix_comment_mails_address", "address"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    kind: Mapped[Word]
    address: Mapped[Email]
    return_hash: Mapped[Digest | None]
    told_at: Mapped[Moment]
