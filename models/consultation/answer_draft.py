"""An agency drafts the answer to a point of a comment."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import Disposition


class AnswerDraft(Base):
    """That an agency is asked what to answer to a point, and what it drafted; one for a point.

    `ask` is what the coordinator says to it. It is waited for until `drafted_at`; one that was sent
    back is waited for again, with the reason in `returned_because` and its words as they were.
    """

    __tablename__ = "answer_drafts"
    __table_args__ = (
        one_of("disposition", Disposition),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("(drafted_at IS NULL) = (drafted_by_id IS NULL)", name="drafted_by"),
        CheckConstraint("(disposition IS NULL) = (answer = '')", name="drafted_has_answer"),
        CheckConstraint("drafted_at IS NULL OR disposition IS NOT NULL", name="drafted_has_words"),
        CheckConstraint("drafted_at IS NULL OR returned_because = ''", name="drafted_or_returned"),
    )

    id: Mapped[Id]
    point_id: Mapped[int] = mapped_column(ForeignKey("comment_points.id"), unique=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    wanted_on: Mapped[Day]
    ask: Mapped[Prose] = mapped_column(default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[Moment]
    disposition: Mapped[Word | None]
    answer: Mapped[Prose] = mapped_column(default="")
    because: Mapped[Prose] = mapped_column(default="")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    drafted_at: Mapped[Moment | None]
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    returned_because: Mapped[Prose] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
