"""Whether the ranges would have been right before: each finished task, by what was known then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil, floor
from typing import NamedTuple

from workplan.forecast.spread import Finished, Range, learnt

MOST = 40
"""How many finished tasks are looked back on, the latest."""
FEWEST = 5
"""Of fewer no verdict is given."""
FOUR_IN_FIVE = 0.8
DRAWS = 4_000


class Done(NamedTuple):
    """A finished task with the days on which work on it began and ended."""

    finished: Finished
    started_on: date
    finished_on: date


class Judged(NamedTuple):
    """A finished task beside the range in which it was to be, by what was known as it began."""

    done: Done
    range: Range

    @property
    def is_inside(self) -> bool:
        """Tell whether it took as long as four in five were to take."""
        return self.range.low <= self.done.finished.ratio <= self.range.high


class BackTest(NamedTuple):
    """Finished tasks beside their ranges, in the order in which they ended."""

    judged: Sequence[Judged]

    @property
    def inside(self) -> int:
        """How many ended within their range."""
        return sum(one.is_inside for one in self.judged)

    @property
    def can_judge(self) -> bool:
        """Tell whether there are enough for a verdict."""
        return len(self.judged) >= FEWEST

    @property
    def expected(self) -> tuple[int, int]:
        """Between how many were to be expected to: four in five, rounded both ways."""
        wanted = round(len(self.judged) * FOUR_IN_FIVE, 6)
        return floor(wanted), ceil(wanted)


def back_test(done: Sequence[Done], seed: int) -> BackTest:
    """Return finished work beside what would have been said of it on the day it began."""
    ordered = sorted(done, key=lambda one: (one.finished_on, one.finished.task))
    judged = []
    for one in ordered[-MOST:]:
        known = [past.finished for past in ordered if past.finished_on < one.started_on]
        said = learnt(known).range_of(one.finished.agency, seed, DRAWS)
        judged.append(Judged(one, said))
    return BackTest(judged)
