"""A plain scale of time and of counts below a line chart: where days and numbers stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
ROUND = (1, 2, 5)


class TimeScale(NamedTuple):
    """The days from the left edge to the right one."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins; a day beyond an edge stands at it."""
        days = max(1, (self.last - self.first).days)
        at = (min(max(day, self.first), self.last) - self.first).days
        return self.left + at / days * (self.right - self.left)

    def ticks(self, room: float) -> list[tuple[float, str]]:
        """Return where months or years begin, each label with so much room."""
        for step in MONTH_STEPS:
            found = [(self.x(day), day) for day in self._months(step)]
            if all(after[0] - before[0] >= room for before, after in pairwise(found)):
                break
        labels = []
        for place, (x, day) in enumerate(found):
            if step >= 12:
                labels.append((x, f"{day:%Y}"))
            else:
                with_year = place == 0 or day.year != found[place - 1][1].year
                labels.append((x, f"{day:%b %Y}" if with_year else f"{day:%b}"))
        return labels

    def _months(self, step: int) -> Iterator[date]:
        """Yield the first days of each so many months, counted from January."""
        number = self.first.year * 12 + self.first.month - 1
        while True:
            number += 1
            if number > 9999 * 12:
                return
            day = date(number // 12, number % 12 + 1, 1)
            if day > self.last:
                return
            if number % step == 0:
                yield day


def count_ticks(top: int, most: int = 6) -> list[int]:
    """Return round numbers from nothing to the first that is not below the top."""
    step = next(
        unit * 10**power
        for power in range(12)
        for unit in ROUND
        if -(-top // (unit * 10**power)) <= most
    )
    return [step * place for place in range(-(-max(top, 1) // step) + 1)]
