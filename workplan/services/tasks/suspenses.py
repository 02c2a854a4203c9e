"""Set the rule by which a task is due."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Suspense, Task
from models.tasks.suspense import COLUMNS_OF_RULE
from workplan.calendars.working import FIRST_YEAR, LAST_YEAR
from workplan.errors import InvalidInput
from workplan.vocabulary import Recurrence

FIELD_WORDS = {
    "fixed_on": "a date",
    "offset_days": "a number of calendar days",
    "after_task_id": "the task that it counts from",
    "first_on": "the first date",
    "every": "how often (monthly, quarterly, yearly)",
}

MAX_OFFSET_DAYS = 20_000
TO_BE_DECIDED = "To be decided:"
"""How the note of a suspense begins that a copy of a plan left without a date."""


@dataclass(frozen=True)
class SuspenseRule:
    """A suspense as a person gives it: the rule, and just the columns that it needs."""

    rule: str
    fixed_on: date | None = None
    offset_days: int | None = None
    after_task_id: int | None = None
    first_on: date | None = None
    every: str | None = None
    note: str = ""

    @classmethod
    def of(cls, row: Suspense | None) -> SuspenseRule:
        """Return the rule of a stored suspense; none for no row."""
        if row is None:
            return cls("none")
        return cls(
            row.rule,
            row.fixed_on,
            row.offset_days,
            row.after_task_id,
            row.first_on,
            row.every,
            row.note,
        )

    def described(self) -> dict[str, Any]:
        """Return what the journal keeps of it: just what its rule needs."""
        bare = asdict(self.bare())
        kept = {key: value for key, value in bare.items() if value not in (None, "")}
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in kept.items()}

    @property
    def series(self) -> tuple[date | None, str | None]:
        """The occurrences that it orders; of a rule that is not recurring, none."""
        return (self.first_on, self.every) if self.rule == "recurring" else (None, None)

    def bare(self) -> SuspenseRule:
        """Return the rule with only its own columns, whatever else was typed beside it."""
        needed = COLUMNS_OF_RULE.get(self.rule, ())
        return SuspenseRule(
            self.rule, note=self.note, **{column: getattr(self, column) for column in needed}
        )

    def checked(self) -> SuspenseRule:
        """Return the rule with only its own columns.

        Raises:
            InvalidInput: for an unknown rule, and for a column that is missing or senseless.
        """
        if self.rule not in COLUMNS_OF_RULE:
            raise InvalidInput("rule", f"“{self.rule}” is no suspense rule. Choose from the list.")
        needed = COLUMNS_OF_RULE[self.rule]
        for column in needed:
            if getattr(self, column) is None:
                raise InvalidInput(
                    column,
                    f"This suspense needs {FIELD_WORDS[column]}. Give it, or choose another rule.",
                )
        kept = self.bare()
        if kept.offset_days is not None and not 0 <= kept.offset_days <= MAX_OFFSET_DAYS:
            raise InvalidInput(
                "offset_days",
                f"{kept.offset_days} calendar days cannot be. Give 0 to {MAX_OFFSET_DAYS}.",
            )
        if kept.every is not None and kept.every not in Recurrence.codes():
            raise InvalidInput("every", f"“{kept.every}” is not known. Choose from the list.")
        check_day("fixed_on", kept.fixed_on)
        check_day("first_on", kept.first_on)
        return kept


def check_day(field: str, day: date | None) -> None:
    """Refuse a date that no calendar reaches, which is a slip of the keyboard."""
    if day is not None and not FIRST_YEAR < day.year < LAST_YEAR:
        raise InvalidInput(
            field,
            f"The year {day.year} cannot be planned. Give a date between {FIRST_YEAR + 1} and "
            f"{LAST_YEAR - 1}.",
        )


def met_on(session: Session, task_id: int) -> date | None:
    """Return the last occurrence of a recurring suspense that was met, if there is one."""
    return session.scalar(select(Suspense.met_on).where(Suspense.task_id == task_id))


def meet(session: Session, task_id: int, day: date | None) -> None:
    """Write down which occurrence of a recurring suspense was met last; the caller journals."""
    session.execute(update(Suspense).where(Suspense.task_id == task_id).values(met_on=day))


def set_rule(session: Session, task: Task, wanted: SuspenseRule) -> None:
    """Write a task's suspense rule; the caller journals and reschedules.

    What was met of another series says nothing about this one, and is let go.
    """
    wanted = wanted.checked()
    if wanted.after_task_id == task.id:
        raise InvalidInput("after_task_id", "A task cannot be due after itself. Choose another.")
    row = session.scalar(select(Suspense).where(Suspense.task_id == task.id))
    if row is None:
        row = Suspense(task_id=task.id)
        session.add(row)
    is_same_series = SuspenseRule.of(row).series == wanted.series
    row.rule, row.note = wanted.rule, wanted.note
    row.fixed_on, row.offset_days = wanted.fixed_on, wanted.offset_days
    row.after_task_id = wanted.after_task_id
    row.first_on, row.every = wanted.first_on, wanted.every
    row.met_on = row.met_on if is_same_series else None
