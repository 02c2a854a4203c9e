"""The append-only record of every change, hash-chained."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Digest, Facts, Moment, Name, Prose, Word, one_of
from workplan.vocabulary import Door

COUNTS = ("scope_tasks", "scope_days", "remaining_tasks", "remaining_days")
COUNTING = " OR ".join(f"{count} != 0" for count in COUNTS)

REASONED = "reason != '' AND cause_seq IS NULL"


class JournalEntry(Base):
    """Who changed what, when, why, through which door; before and after.

    `cause_seq` is the entry whose change made this one happen (a date that moved). The four
    counts say by how much the entry changed the plan's scope and its remaining work, in tasks
    and in working days; burndown is their sum by day. `prev_hash` is the hash of the entry
    before. `salt` goes into the digests of its texts, which the hash holds in their place; once
    something left it the salt is gone, and `digests` keeps them by where they stood. Triggers
    refuse any other update, each delete, and an entry out of order.
    """

    __tablename__ = "journal"
    __table_args__ = (
        one_of("door", Door),
        UniqueConstraint("prev_hash"),
        UniqueConstraint("hash"),
        Index("ix_journal_plan_id_on_day", "plan_id", "on_day"),
        Index("ix_journal_subject", "subject_type", "subject_id"),
        Index("ix_journal_cause_seq", "cause_seq"),
        Index("ix_journal_actor_id_seq", "actor_id", "seq"),
        Index("ix_journal_plan_id_cause_seq_seq", "plan_id", "cause_seq", "seq"),
        Index("ix_journal_plan_id_verb_at", "plan_id", "verb", "at"),
        # Finds the reasons that people gave, which few of the entries have.
        Index(
            "ix_journal_reasons",
            "plan_id",
            "seq",
            sqlite_where=text(REASONED),
            postgresql_where=text(REASONED),
        ),
        # Holds all that a burndown adds up, of the entries that count in it.
        Index(
            "ix_journal_burn",
            "plan_id",
            "on_day",
            *COUNTS,
            sqlite_where=text(COUNTING),
            postgresql_where=text(COUNTING),
        ),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    on_day: Mapped[Day]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor_name: Mapped[Name]
    door: Mapped[Word]
    verb: Mapped[str] = mapped_column(String(40))
    subject_type: Mapped[Word]
    subject_id: Mapped[int | None]
    before: Mapped[Facts | None]
    after: Mapped[Facts | None]
    reason: Mapped[Prose] = mapped_column(default="")
    cause_seq: Mapped[int | None]
    scope_tasks: Mapped[int] = mapped_column(default=0)
    scope_days: Mapped[int] = mapped_column(default=0)
    remaining_tasks: Mapped[int] = mapped_column(default=0)
    remaining_days: Mapped[int] = mapped_column(default=0)
    prev_hash: Mapped[Digest]
    hash: Mapped[Digest]
    salt: Mapped[str | None] = mapped_column(String(32))
    digests: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
