"""What stands apart in a burndown: claimed and not yet accepted, or ended without being done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from workplan.forecast.burndown_days import Apart, Unit


class Stretch(NamedTuple):
    """That a task stood apart, from the end of a day until before the end of another.

    Args:
        way: claimed, not_done, superseded or merged.
        until_on: the day on which it stood apart no more; None while it does.
        left_days: the work that was left of it when it began to.
    """

    way: str
    from_on: date
    until_on: date | None
    left_days: int

    def has(self, day: date) -> bool:
        """Tell whether it stood apart at the end of a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def apart_on(stretches: Iterable[Stretch], day: date, unit: Unit) -> Apart:
    """Return what stood apart at the end of a day."""
    found = dict.fromkeys(Apart._fields, 0)
    for one in stretches:
        if one.has(day):
            found[one.way] += 1 if unit == "tasks" else one.left_days
    return Apart(**found)


def levels(stretches: Iterable[Stretch], unit: Unit) -> list[tuple[date, Apart]]:
    """Return what stood apart at the end of each day on which that changed, by day."""
    changes: dict[date, Counter[str]] = defaultdict(Counter)
    for one in stretches:
        amount = 1 if unit == "tasks" else one.left_days
        changes[one.from_on][one.way] += amount
        if one.until_on is not None:
            changes[one.until_on][one.way] -= amount
    found, stood = list[tuple[date, Apart]](), Counter[str]()
    for day in sorted(changes):
        stood.update(changes[day])
        found.append((day, Apart(**stood)))
    return found
