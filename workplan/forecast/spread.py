"""How much longer or shorter than planned work takes, as an agency's finished work tells.

The logarithm of days taken by days planned is normal, with a mean and a variance that are known as
well as the finished work tells them (a normal-inverse-gamma belief; Gelman and others, *Bayesian
Data Analysis*, chapters 3 and 5). So few finished tasks widen a forecast, and an agency without
any is taken to be as the plan's others are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Reals: TypeAlias = NDArray[np.float64]

BEFORE_WEIGHT, BEFORE_SHAPE, BEFORE_SCALE = 2.0, 3.0, 0.14
"""What is taken before anything is finished, and weighs as much as two tasks: work takes as long
as planned, four times in five between two thirds and one and a half times that."""
PLAN_WEIGHT = 4.0
"""With how many tasks the plan's finished work weighs on what is said of an agency: an agency with
four of its own is half what they say, and half what the plan's say."""
SHORTEST, LONGEST = 0.1, 10.0
"""Beyond a tenth, or ten times, of what was planned a report is taken for a slip of the hand."""


class Finished(NamedTuple):
    """A finished task: who led it, and how many working days were planned and taken."""

    task: int
    agency: str
    planned: float
    taken: float

    @property
    def ratio(self) -> float:
        """The days taken by the days planned, within what is believed."""
        return min(max(self.taken / self.planned, SHORTEST), LONGEST)


class Counted(NamedTuple):
    """How many logarithms were seen, their mean, and the sum of squares about it."""

    number: int = 0
    mean: float = 0.0
    squares: float = 0.0


class Range(NamedTuple):
    """Of days taken by days planned: the middle, and between which four in five lie."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class Spread:
    """What is believed of a plan, and how much of each agency was seen."""

    mean: float
    weight: float
    shape: float
    scale: float
    seen: Mapping[str, Counted]

    def numbers(self, agency: str) -> int:
        """Return how many finished tasks of an agency stand behind what is said of it."""
        return self.seen.get(agency, Counted()).number

    def levels(
        self, rng: np.random.Generator, agencies: Sequence[str], runs: int
    ) -> tuple[Reals, Reals]:
        """Draw, for each run, how each agency does, and how much its tasks differ.

        Returns:
            The mean logarithm (agency, run), and the deviation about it (run).
        """
        variance = self.scale / rng.gamma(self.shape, size=runs)
        plan = rng.normal(self.mean, np.sqrt(variance / self.weight))
        own = [self.seen.get(agency, Counted()) for agency in agencies]
        numbers = np.array([one.number for one in own], float)[:, None]
        means = np.array([one.mean for one in own], float)[:, None]
        weight = PLAN_WEIGHT + numbers
        drawn = rng.standard_normal((len(own), runs))
        level = (PLAN_WEIGHT * plan + numbers * means) / weight + drawn * np.sqrt(variance / weight)
        return level, np.sqrt(variance)

    def range_of(self, agency: str, seed: int, draws: int = 20_000) -> Range:
        """Return what is expected of a task of an agency."""
        rng = np.random.default_rng(seed)
        level, deviation = self.levels(rng, [agency], draws)
        ratios = np.exp(level[0] + deviation * rng.standard_normal(draws))
        low, middle, high = np.quantile(np.clip(ratios, SHORTEST, LONGEST), (0.1, 0.5, 0.9))
        return Range(float(middle), float(low), float(high))


def learnt(finished: Iterable[Finished]) -> Spread:
    """Return what finished work tells; work without a planned day tells nothing."""
    by_agency: dict[str, list[float]] = {}
    for one in finished:
        if one.planned > 0 and one.taken > 0:
            by_agency.setdefault(one.agency, []).append(log(one.ratio))
    whole = _counted([x for logs in by_agency.values() for x in logs])
    weight = BEFORE_WEIGHT + whole.number
    mean = whole.number * whole.mean / weight
    between = BEFORE_WEIGHT * whole.number * whole.mean**2 / weight
    return Spread(
        mean,
        weight,
        BEFORE_SHAPE + whole.number / 2,
        BEFORE_SCALE + (whole.squares + between) / 2,
        {agency: _counted(logs) for agency, logs in by_agency.items()},
    )


def _counted(logs: Sequence[float]) -> Counted:
    if not logs:
        return Counted()
    mean = sum(logs) / len(logs)
    return Counted(len(logs), mean, sum((x - mean) ** 2 for x in logs))
