"""What a forecast says: when the plan ends, which suspenses are kept, and what drives the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple


class Quantiles(NamedTuple):
    """The days by which one, five, eight and nine runs in ten have got there."""

    p10: date
    p50: date
    p80: date
    p90: date


class Settling(NamedTuple):
    """What the first so many runs said."""

    runs: int
    end: Quantiles


class Mover(NamedTuple):
    """A task that sets the end in a share of the runs.

    Args:
        brings_back: by how many working days the eighth run in ten would end earlier if it took
            as long as planned.
    """

    uid: int
    share: float
    brings_back: int


class Forecast(NamedTuple):
    """What the runs say.

    Args:
        open_leaves: how many tasks were drawn.
        ends: on which days runs end, and how many, by day.
        kept: in what share of the runs each open suspense is kept, by the uid of its task.
        finishes: when each followed task finishes, by uid.
        movers: what sets the end, what would bring back most of it first.
        settling: how the figures settled as runs were added; the last are those of all.
        planned_on: when it ends if every task takes what is left of it, whatever agencies foresee.
    """

    runs: int
    seed: int
    open_leaves: int
    ends: Sequence[tuple[date, int]]
    kept: Mapping[int, float]
    finishes: Mapping[int, Quantiles]
    movers: Sequence[Mover]
    settling: Sequence[Settling]
    planned_on: date | None

    @property
    def end(self) -> Quantiles:
        """When the plan ends."""
        return self.settling[-1].end

    def share_by(self, day: date) -> float:
        """Return in what share of the runs the plan has ended by a day."""
        return sum(count for on, count in self.ends if on <= day) / self.runs
