"""That something has to leave for good: who asked, who confirmed it, and what left."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Facts, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import SpillKind, SpillState


class Spill(Base):
    """A removal for good that a coordinator asks for, and an administrator carries out.

    `subject_id` is the file or the mail; it names a row that may go later by itself, so it is
    no key. `words` are kept only while the request waits, so that nothing of them stays here.
    `left` says how much left, by kind.
    """

    __tablename__ = "spills"
    __table_args__ = (
        one_of("kind", SpillKind),
        one_of("state", SpillState),
        CheckConstraint("(kind = 'words') = (subject_id IS NULL)", name="subject_of_kind"),
        CheckConstraint("state = 'asked' OR words = ''", name="words_only_while_it_waits"),
        CheckConstraint(
            "kind != 'words' OR state != 'asked' OR words != ''", name="words_are_given"
        ),
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_has_moment"),
        CheckConstraint(
            "state != 'removed' OR answered_by_id IS NULL OR answered_by_id != asked_by_id",
            name="removed_by_two",
        ),
        Index("ix_spills_plan_id_state", "plan_id", "state"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    kind: Mapped[Word]
    subject_id: Mapped[int | None]
    words: Mapped[Prose] = mapped_column(default="")
    why: Mapped[Prose]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[Moment]
    state: Mapped[Word]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    answered_at: Mapped[Moment | None]
    answer: Mapped[Prose] = mapped_column(default="")
    left: Mapped[Facts | None]
