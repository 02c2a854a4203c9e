"""The days of a plan that a copy of it carries along: shifted, kept, or left to be decided.

Dates go in, answers come out: nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from workplan.calendars.working import FIRST_YEAR, LAST_YEAR, WorkingCalendar
from workplan.errors import InvalidInput
from workplan.services.tasks.suspenses import TO_BE_DECIDED, SuspenseRule
from workplan.services.tasks.task_fields import TaskFields

SHIFT, KEEP, DECIDE = "shift", "keep", "decide"
WAYS = {
    SHIFT: "Move it with the plan",
    KEEP: "Keep the day",
    DECIDE: "No date yet: decide later",
}
"""What becomes of a fixed day of a suspense in a copy."""


@dataclass(frozen=True)
class Shift:
    """By how much the fixed days of a copy move, and what becomes of the suspenses among them.

    Args:
        days: calendar days, negative for earlier.
        ways: what becomes of a fixed suspense, by the number of its task in the source; one that
            is not named has the way of `usual`.
    """

    days: int
    usual: str = SHIFT
    ways: Mapping[int, str] = field(default_factory=dict)

    def way(self, task_id: int) -> str:
        """Return what becomes of the fixed suspense of a task.

        Raises:
            InvalidInput: for a way that is none.
        """
        way = self.ways.get(task_id, self.usual)
        if way not in WAYS:
            raise InvalidInput("way", f"“{way}” is no way for a suspense. Choose from the list.")
        return way


class CarriedDay(NamedTuple):
    """A fixed day of the source, and what it is in the copy.

    Args:
        kind: suspense, occurrence (the first of a recurring suspense), last (its end), event (the
            day of one that happened) or constraint.
        after: None where it is left to be decided.
    """

    task_id: int
    code: str
    name: str
    kind: str
    before: date
    after: date | None
    is_day_off: bool


def between(signed: tuple[date | None, date | None], starts: tuple[date, date]) -> int:
    """Return by how many calendar days a copy moves: by its signature, and else by its start.

    Args:
        signed: when the directive of the source and that of the copy were signed.
        starts: when the source starts, and when the copy does.
    """
    before, after = signed
    if before is not None and after is not None and before != after:
        return (after - before).days
    return (starts[1] - starts[0]).days


def carried(task_id: int, fields: TaskFields, shift: Shift) -> TaskFields:
    """Return what a copy decides about a task, with its fixed days moved; assigned to nobody.

    Raises:
        InvalidInput: when a day would lie outside every calendar.
    """
    rule = fields.suspense
    if rule.rule == "fixed":
        rule = _fixed(task_id, fields.code, rule, shift)
    elif rule.rule == "recurring" and rule.first_on is not None:
        ends = rule.until_on and _moved(fields.code, rule.until_on, shift.days)
        rule = replace(rule, first_on=_moved(fields.code, rule.first_on, shift.days), until_on=ends)
    elif rule.rule == "event":
        rule = replace(rule, happened_on=None)
    held = fields.constraint_on
    if held is not None:
        held = _moved(fields.code, held, shift.days)
    return replace(
        fields,
        suspense=rule,
        constraint_on=held,
        assignee_id=None,
        dates_source="plan",
        source_note="",
    )


def carried_days(
    tasks: Mapping[int, TaskFields], shift: Shift, calendar: WorkingCalendar
) -> list[CarriedDay]:
    """Return each fixed day of some tasks, with what it is in the copy.

    Args:
        calendar: the working days of the copy.
    """
    found = []
    for task_id, before in tasks.items():
        after = carried(task_id, before, shift)
        for kind, old, new in (
            ("suspense", before.suspense.fixed_on, after.suspense.fixed_on),
            ("occurrence", before.suspense.first_on, after.suspense.first_on),
            ("last", before.suspense.until_on, after.suspense.until_on),
            ("event", before.suspense.happened_on, after.suspense.happened_on),
            ("constraint", before.constraint_on, after.constraint_on),
        ):
            if old is not None:
                is_off = new is not None and not calendar.is_working(new)
                named = (task_id, before.code, before.name, kind)
                found.append(CarriedDay(*named, old, new, is_off))
    return found


def _fixed(task_id: int, code: str, rule: SuspenseRule, shift: Shift) -> SuspenseRule:
    assert rule.fixed_on is not None
    way = shift.way(task_id)
    if way == DECIDE:
        said = f"{TO_BE_DECIDED} it was due on {rule.fixed_on.isoformat()} in the plan copied."
        return SuspenseRule("none", note=f"{rule.note}\n{said}".strip())
    if way == KEEP:
        return rule
    return replace(rule, fixed_on=_moved(code, rule.fixed_on, shift.days))


def _moved(code: str, day: date, days: int) -> date:
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        moved = date.max
    if not FIRST_YEAR < moved.year < LAST_YEAR:
        raise InvalidInput(
            "start_on",
            f"A day of {code} would lie outside every calendar. Choose a start nearer to that of "
            "the plan that you copy.",
        )
    return moved
