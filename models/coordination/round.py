"""A round of coordination: versions of a product, the agencies asked, and what they answer."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import Concurrence, Decision, RoundState

STANDS_OPEN = text("state = 'open'")
CLEARANCE_OPEN = text("state = 'open' AND task_id IS NULL")


class Round(Base):
    """That a product goes round the agencies until it is cleared or withdrawn.

    What goes round is the product of a task, or, without `task_id`, the plan itself: that is its
    clearance.
    """

    __tablename__ = "rounds"
    __table_args__ = (
        one_of("state", RoundState),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_has_moment"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        CheckConstraint(
            "state <> 'withdrawn' OR closed_because <> ''", name="withdrawn_has_reason"
        ),
        Index("ix_rounds_task_id", "task_id"),
        Index(
            "uq_rounds_open",
            "task_id",
            unique=True,
            sqlite_where=STANDS_OPEN,
            postgresql_where=STANDS_OPEN,
        ),
        Index(
            "uq_rounds_open_clearance",
            "plan_id",
            unique=True,
            sqlite_where=CLEARANCE_OPEN,
            postgresql_where=CLEARANCE_OPEN,
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[Moment]
    state: Mapped[Word]
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_because: Mapped[Prose] = mapped_column(default="")


class RoundVersion(Base):
    """A version of the product, as it was sent; its files and its link are evidence of the task.

    In a clearance it is a frozen version of the plan, `plan_version_id`, whose number it has.
    """

    __tablename__ = "round_versions"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        UniqueConstraint("round_id", "number"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    words: Mapped[Prose]
    plan_version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_versions.id"), index=True)
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    sent_at: Mapped[Moment]
    is_on_behalf: Mapped[bool]


class RoundAsk(Base):
    """That an agency is asked about a version, by when, and that the sender went on without it.

    One that was dropped, with a reason, is asked no more; what it said stays on record.
    """

    __tablename__ = "round_asks"
    __table_args__ = (
        CheckConstraint(
            "(gone_on_at IS NULL) = (gone_on_by_id IS NULL)", name="gone_on_by_somebody"
        ),
        CheckConstraint("(gone_on_at IS NULL) = (gone_on_because = '')", name="gone_on_has_reason"),
        CheckConstraint("(dropped_at IS NULL) = (dropped_because = '')", name="dropped_has_reason"),
        UniqueConstraint("version_id", "agency_id"),
    )

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("round_versions.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    wanted_on: Mapped[Day]
    gone_on_at: Mapped[Moment | None]
    gone_on_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    gone_on_because: Mapped[Prose] = mapped_column(default="")
    dropped_at: Mapped[Moment | None]
    dropped_because: Mapped[Prose] = mapped_column(default="", server_default="")


class RoundAnswer(Base):
    """What an agency answered; the last one stands, and those before it stay."""

    __tablename__ = "round_answers"
    __table_args__ = (one_of("kind", Concurrence),)

    id: Mapped[Id]
    ask_id: Mapped[int] = mapped_column(ForeignKey("round_asks.id"), index=True)
    kind: Mapped[Word]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[Moment]


class RoundComment(Base):
    """A comment, or a reason not to concur, with the words it meets, and what became of it."""

    __tablename__ = "round_comments"
    __table_args__ = (
        one_of("decision", Decision),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_has_moment"),
        CheckConstraint("(decision IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(decision IS NULL) = (decided_because = '')", name="decided_has_reason"),
        UniqueConstraint("answer_id", "number"),
    )

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(ForeignKey("round_answers.id"))
    number: Mapped[int]
    passage: Mapped[Prose]
    words: Mapped[Prose]
    proposed: Mapped[Prose]
    decision: Mapped[Word | None]
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_because: Mapped[Prose] = mapped_column(default="")
