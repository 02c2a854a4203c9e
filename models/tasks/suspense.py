"""The date that the directive or the coordinator orders: a rule, not only a date."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Prose, Word, one_of
from workplan.vocabulary import Recurrence, SuspenseKind

COLUMNS_OF_RULE = {
    "fixed": ("fixed_on",),
    "signed": ("offset_days",),
    "after_task": ("offset_days", "after_task_id"),
    "recurring": ("first_on", "every"),
    "none": (),
}
ALL_COLUMNS = ("fixed_on", "offset_days", "after_task_id", "first_on", "every")


def _exactly_its_columns() -> str:
    """Return the check that a rule has the columns that it needs, and no other."""
    cases = []
    for rule, needed in COLUMNS_OF_RULE.items():
        parts = [f"{c} IS {'NOT ' if c in needed else ''}NULL" for c in ALL_COLUMNS]
        cases.append(f"(rule = '{rule}' AND {' AND '.join(parts)})")
    return " OR ".join(cases)


class Suspense(Base):
    """The suspense rule of a task.

    - fixed: `fixed_on`.
    - signed: `offset_days` calendar days after the directive was signed.
    - after_task: `offset_days` calendar days after `after_task_id` ends.
    - recurring: `first_on` and then `every` month, quarter or year; `met_on` is the last
      occurrence that was met.
    - none: ordered, but without a date (“promptly”).
    """

    __tablename__ = "suspenses"
    __table_args__ = (
        one_of("rule", SuspenseKind),
        one_of("every", Recurrence),
        CheckConstraint(_exactly_its_columns(), name="rule_has_its_columns"),
        CheckConstraint("offset_days >= 0", name="offset_not_negative"),
        CheckConstraint("after_task_id != task_id", name="not_after_itself"),
        CheckConstraint("met_on IS NULL OR rule = 'recurring'", name="only_recurring_is_met"),
        UniqueConstraint("task_id"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    rule: Mapped[Word]
    fixed_on: Mapped[Day | None]
    offset_days: Mapped[int | None]
    after_task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    first_on: Mapped[Day | None]
    every: Mapped[Word | None]
    met_on: Mapped[Day | None]
    note: Mapped[Prose] = mapped_column(default="")
