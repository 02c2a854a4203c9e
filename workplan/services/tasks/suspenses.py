"""Set the rule by which a task is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Suspense, Task
from models.tasks.suspense import FIELDS_OF_RULE, MORE_FIELDS
from workplan.calendars.spans import (
    MOST_DAYS,
    UNITS,
    Span,
    often_of,
    often_said,
    span_in,
    span_of,
    span_out,
)
from workplan.calendars.working import FIRST_YEAR, LAST_YEAR
from workplan.errors import InvalidInput
from workplan.notation.suspenses import Due
from workplan.scheduling.explain import day_words

FIELD_WORDS = {
    "fixed_on": "a date",
    "within": "a number of days, weeks, months or years",
    "after_task_id": "the task that it counts from",
    "event": "what has to happen first",
    "first_on": "the first date",
    "every": "how often it comes again",
}
DAYS_OF_RULE = ("fixed_on", "happened_on", "first_on", "until_on")
LONGEST_EVENT = 200
BY_RULE = frozenset({"signed", "event", "recurring"})
"""Rules whose date a file has, but not the rule."""
TO_BE_DECIDED = "To be decided:"
"""How the note of a suspense begins that a copy of a plan left without a date."""


@dataclass(frozen=True)
class SuspenseRule:
    """A suspense as a person gives it: the rule, and just the fields that it needs.

    Args:
        within: the span of signed, after_task and event.
        event: what has to happen, in words; `happened_on` once it is recorded.
        until_on: the last day on which a recurring one may fall.
    """

    rule: str
    fixed_on: date | None = None
    within: Span | None = None
    after_task_id: int | None = None
    event: str | None = None
    happened_on: date | None = None
    first_on: date | None = None
    every: Span | None = None
    until_on: date | None = None
    note: str = ""

    @classmethod
    def of(cls, row: Suspense | None) -> SuspenseRule:
        """Return the rule of a stored suspense; none for no row."""
        if row is None:
            return cls("none")
        found = {f.name: getattr(row, f.name) for f in fields(cls)}
        return cls(**found | {"within": row.span})

    @classmethod
    def kept(cls, facts: Mapping[str, Any]) -> SuspenseRule:
        """Return the rule that an entry of the journal keeps."""
        found = dict(facts)
        for day in DAYS_OF_RULE:
            if found.get(day):
                found[day] = date.fromisoformat(found[day])
        if found.get("every"):
            found["every"] = often_of(found["every"])
        return cls(**found_span(found))

    def described(self) -> dict[str, Any]:
        """Return what the journal keeps of it: just what its rule needs."""
        columns = self.bare().columns()
        columns["within"] = str(columns["within"] or "")
        columns["every"] = often_said(columns["every"]) if columns["every"] else ""
        kept = {key: value for key, value in columns.items() if value not in (None, "")}
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in kept.items()}

    def columns(self) -> dict[str, Any]:
        """Return the columns of the table, but for what was met."""
        return {**{f.name: getattr(self, f.name) for f in fields(self)}, **span_out(self.within)}

    @property
    def series(self) -> tuple[date | None, Span | None]:
        """The occurrences that it orders; of a rule that is not recurring, none."""
        return (self.first_on, self.every) if self.rule == "recurring" else (None, None)

    def bare(self) -> SuspenseRule:
        """Return the rule with only its own fields, whatever else was typed beside it."""
        own = (*FIELDS_OF_RULE.get(self.rule, ()), *MORE_FIELDS.get(self.rule, ()))
        return SuspenseRule(self.rule, note=self.note, **{f: getattr(self, f) for f in own})

    def checked(self) -> SuspenseRule:
        """Return the rule with only its own fields.

        Raises:
            InvalidInput: for an unknown rule, and for a field that is missing or senseless.
        """
        if self.rule not in FIELDS_OF_RULE:
            raise InvalidInput("rule", f"“{self.rule}” is no suspense rule. Choose from the list.")
        for field in FIELDS_OF_RULE[self.rule]:
            if getattr(self, field) in (None, ""):
                raise InvalidInput(
                    field,
                    f"This suspense needs {FIELD_WORDS[field]}. Give it, or choose another rule.",
                )
        kept = self.bare()
        if kept.event is not None:
            kept = replace(kept, event=_one_line(kept.event))
        if kept.within is not None:
            _check_span("within", kept.within, least=0)
        if kept.every is not None:
            _check_span("every", kept.every, least=1)
        for day in DAYS_OF_RULE:
            check_day(day, getattr(kept, day))
        if kept.first_on and kept.until_on and kept.until_on < kept.first_on:
            raise InvalidInput(
                "until_on", "That is before the first time. Give the same day, or a later one."
            )
        return kept


def found_span(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry of the journal keeps, with its span in one place."""
    found = dict(kept)
    in_days, text = found.pop("offset_days", None), found.pop("within", None)
    return found | {"within": span_in(in_days, span_of(text) if text else None)}


def _one_line(event: str) -> str:
    found = " ".join(event.split())
    if len(found) > LONGEST_EVENT or not found.isprintable():
        raise InvalidInput(
            "event",
            f"An event stands on one line of {LONGEST_EVENT} characters at most. Shorten it.",
        )
    return found


def _check_span(field: str, span: Span, least: int) -> None:
    if span.unit not in UNITS:
        raise InvalidInput(field, f"“{span.unit}” is no unit of time. Choose from the list.")
    if span.number < least or span.is_too_long:
        raise InvalidInput(
            field,
            f"{span.words} cannot be planned. Give {least} to {MOST_DAYS:,} days.",
        )


def check_day(field: str, day: date | None) -> None:
    """Refuse a date that no calendar reaches, which is a slip of the keyboard."""
    if day is not None and not FIRST_YEAR < day.year < LAST_YEAR:
        raise InvalidInput(
            field,
            f"The year {day.year} cannot be planned. Give a date between {FIRST_YEAR + 1} and "
            f"{LAST_YEAR - 1}.",
        )


def require_happened(rule: SuspenseRule | Due, today: date) -> None:
    """Refuse to record an event on a day that is still to come.

    Raises:
        InvalidInput: with what to do instead.
    """
    if rule.happened_on is not None and rule.happened_on > today:
        raise InvalidInput(
            "happened_on",
            f"{day_words(rule.happened_on)} is still to come. Has it happened already: "
            f"“{rule.event}”? Leave its day empty until it has. If the day is certain now, choose "
            "a fixed date.",
        )


def met_on(session: Session, task_id: int) -> date | None:
    """Return the last occurrence of a recurring suspense that was met, if there is one."""
    return session.scalar(select(Suspense.met_on).where(Suspense.task_id == task_id))


def meet(session: Session, task_id: int, day: date | None) -> None:
    """Write down which occurrence of a recurring suspense was met last; the caller journals."""
    session.execute(update(Suspense).where(Suspense.task_id == task_id).values(met_on=day))


def agree(session: Session, task_id: int, agreed_on: date | None, agreed_for: date | None) -> None:
    """Write down a later day beside the one that is ordered, or none; the caller journals."""
    agreed = {"agreed_on": agreed_on, "agreed_for": agreed_for}
    session.execute(update(Suspense).where(Suspense.task_id == task_id).values(**agreed))


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
    before = SuspenseRule.of(row)
    is_same_series = before.series == wanted.series
    if row.agreed_on is not None and before.bare() != wanted.bare():
        # What was agreed beside another rule says nothing beside this one.
        row.agreed_on, row.agreed_for = None, None
    for column, value in wanted.columns().items():
        setattr(row, column, value)
    row.met_on = row.met_on if is_same_series else None


def let_go_of(session: Session, task_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Take away the suspenses that count from tasks; the caller journals, and reschedules.

    Returns:
        by task that they counted from: what the journal keeps of each, for `count_again`.
    """
    counting: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for anchor, task_id, offset_days, within in session.execute(
        select(Suspense.after_task_id, Suspense.task_id, Suspense.offset_days, Suspense.within)
        .where(Suspense.after_task_id.in_(task_ids))
        .order_by(Suspense.task_id)
    ):
        span = {"offset_days": offset_days} if within is None else {"within": str(within)}
        counting[anchor or 0].append({"task_id": task_id, **span})
    lost = update(Suspense).where(Suspense.after_task_id.in_(task_ids))
    session.execute(lost.values(rule="none", after_task_id=None, offset_days=None, within=None))
    return counting


def count_again(session: Session, task_id: int, lost: Iterable[Mapping[str, Any]]) -> None:
    """Let suspenses count from a task as they did, unless they have another rule meanwhile."""
    for one in lost:
        again = span_out(found_span(one)["within"])
        session.execute(
            update(Suspense)
            .where(Suspense.task_id == one["task_id"], Suspense.rule == "none")
            .values(rule="after_task", after_task_id=task_id, **again)
        )
