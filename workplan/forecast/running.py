"""Run a plan thousands of times, and say what the runs say together.

Each run draws how long what is open will take, from the finished work of whoever leads it
(`spread`), and places it by the plan's own links, constraints and calendars (`placing`). The same
seed gives the same runs. Terms and method follow GAO-16-89G, best practice 8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from math import ceil

import numpy as np

from workplan.calendars.axis import Axis
from workplan.calendars.spans import Span
from workplan.forecast.forecast import Forecast, Mover, Quantiles, Settling
from workplan.forecast.ground import Ground, Whole, ground_of
from workplan.forecast.placing import Placed, days_of_end, placed, setting_the_end
from workplan.forecast.spread import LONGEST, SHORTEST, Reals, Spread
from workplan.scheduling.apart import ELAPSED
from workplan.scheduling.network import Activity, Network
from workplan.scheduling.order import FINISHED

MOST_RUNS, FEWEST_RUNS, FEWEST_OF_RARE = 10_000, 1_000, 200
RUN_LEAVES = 5_000_000
"""How many lengths are drawn in all: so 10,000 runs of 500 open tasks, and 1,000 of 5,000."""
RARE = 60
"""As many lengths as a link costs that counts calendar days, or leads to another calendar."""
BATCH, BATCH_CELLS = 1_000, 1_000_000
"""How many runs are made at once at most, and how many cells they may have: 4 MB an array."""
AGAIN, AGAIN_RUNS = 6, 2_000
"""How many tasks that set the end, the longest by how often, are tried as planned, in how many
runs."""
DRIVES = 0.05
"""In what share of the runs a task sets the end at least to be tried."""


def forecast(
    network: Network,
    spread: Spread,
    agencies: Mapping[int, str],
    seed: int,
    followed: Collection[int] = (),
    runs: int | None = None,
) -> Forecast | None:
    """Run a network; None where nothing in it is open.

    Args:
        agencies: who leads each task, by uid; one without is as the plan's tasks are.
        followed: the uids of tasks whose finish is told.
        runs: how many; as many as the size of the plan allows unless given.

    Raises:
        LoopFound: when activities wait for each other.
    """
    ground = ground_of(network)
    leaves, progress = ground.graph.leaves, ground.graph.progress
    is_open = [i for i in range(len(leaves)) if progress[i] != FINISHED]
    if not is_open:
        return None
    runs = runs or _runs_of(ground, len(is_open))
    drawing = _Drawing(ground, spread, [agencies.get(leaf.uid, "") for leaf in leaves], seed)
    return _said(drawing, _watched(ground, network, followed), followed, len(is_open), runs)


def _runs_of(ground: Ground, open_leaves: int) -> int:
    """Return how many runs a plan gets: fewer, the more there is to place in each."""
    rare = sum(edge[2] >= ELAPSED for edges in ground.before for edge in edges)
    cost = open_leaves + rare * RARE
    fewest = FEWEST_OF_RARE if rare else FEWEST_RUNS
    return min(max(RUN_LEAVES // cost, fewest), MOST_RUNS)


def _said(
    drawing: _Drawing,
    watched: Mapping[int, Activity],
    followed: Collection[int],
    open_leaves: int,
    runs: int,
) -> Forecast:
    """Make the runs, a batch at a time, and count what they say."""
    ground = drawing.ground
    shares = np.zeros(len(ground.planned), np.int64)
    ends: list[Whole] = []
    seen: dict[int, list[Whole]] = {uid: [] for uid in watched}
    kept: dict[int, int] = {}
    for lengths in drawing.batches(runs):
        at = placed(ground, lengths)
        ends.append(days_of_end(ground, at.finish))
        shares += setting_the_end(ground, at, lengths, ends[-1]).sum(axis=1)
        for uid, activity in watched.items():
            finish = _finish(ground, at, uid)
            seen[uid].append(finish if ground.ends_by_day(uid) else _shown(ground, at, uid))
            if activity.deadline_on is not None or activity.due_after is not None:
                is_kept = finish <= _due(ground, at, activity)
                kept[uid] = kept.get(uid, 0) + int(is_kept.sum())
    days = np.concatenate(ends)
    finishes = {uid: np.concatenate(found) for uid, found in seen.items()}
    on, counts = np.unique(days, return_counts=True)
    return Forecast(
        runs,
        drawing.seed,
        open_leaves,
        [(date.fromordinal(d), n) for d, n in zip(on.tolist(), counts.tolist(), strict=True)],
        {uid: count / runs for uid, count in kept.items()},
        {uid: _quantiles(finishes[uid]) for uid in followed if uid in finishes},
        _movers(drawing, shares / runs, days, runs),
        [Settling(n, _quantiles(days[:n])) for n in _stages(runs)],
        ground.plain.finish_on,
    )


class _Drawing:
    """Draws lengths, a batch of runs at a time; the same each time that it is asked."""

    def __init__(self, ground: Ground, spread: Spread, agencies: list[str], seed: int) -> None:
        self.ground, self.spread, self.seed = ground, spread, seed
        self.names = sorted(set(agencies))
        place = {name: at for at, name in enumerate(self.names)}
        self.drawn = np.array([i for i, left in enumerate(ground.planned) if left > 0], np.intp)
        self.agency = np.array([place[agencies[i]] for i in self.drawn], np.intp)
        self.planned = np.array(ground.planned, np.int32)
        # Where minutes count, a day or more grows and shrinks by whole days: nobody knows it
        # better, and so the same moments come up again and again.
        per_day = ground.plain.network.calendar.per_day
        planned = self.planned[self.drawn, None]
        self.grain = np.where(planned >= per_day, per_day, 1).astype(np.float32)
        size = max(1, len(ground.planned))
        self.batch = max(50, min(BATCH, BATCH_CELLS // size))

    def batches(self, runs: int, as_planned: int | None = None) -> Iterator[Whole]:
        """Yield the lengths (leaf, run) of so many runs.

        Args:
            as_planned: the position of a leaf that takes as long as planned in each of them.
        """
        rng = np.random.default_rng(self.seed)
        for begun in range(0, runs, self.batch):
            # Whole batches are drawn and cut, so that fewer runs are the first of more.
            lengths = np.repeat(self.planned[:, None], self.batch, axis=1)
            if len(self.drawn):
                lengths[self.drawn] = self._lengths(rng, self.batch)
            if as_planned is not None:
                lengths[as_planned] = self.planned[as_planned]
            yield np.ascontiguousarray(lengths[:, : runs - begun])

    def _lengths(self, rng: np.random.Generator, size: int) -> Whole:
        """Draw how long what is open goes on: a unit of the calendar at least."""
        level, deviation = self.spread.levels(rng, self.names, size)
        planned = self.planned[self.drawn, None].astype(np.float32)
        # In place, and in half the bytes: these are the largest arrays that there are.
        days = rng.standard_normal((len(self.drawn), size), dtype=np.float32)
        days *= deviation.astype(np.float32)
        days += level.astype(np.float32)[self.agency]
        np.exp(days, out=days)
        np.clip(days, SHORTEST, LONGEST, out=days)
        # How much longer than planned, in whole grains: what goes as planned stays as planned.
        days -= 1
        days *= planned / self.grain
        np.rint(days, out=days)
        days *= self.grain
        days += planned
        return np.maximum(days, 1).astype(np.int32)


def _watched(ground: Ground, network: Network, followed: Collection[int]) -> dict[int, Activity]:
    """Return the open activities that are followed or have a suspense, by uid."""
    wanted = set(followed)
    return {
        a.uid: a
        for a in network.activities
        if (a.uid in wanted or a.deadline_on is not None or a.due_after is not None)
        and any(ground.graph.progress[i] != FINISHED for i in _leaves(ground, a.uid))
    }


def _leaves(ground: Ground, uid: int) -> list[int]:
    return ground.graph.summaries.get(uid) or [ground.plain.position[uid]]


def _finish(ground: Ground, at: Placed, uid: int) -> Whole:
    """Return the day on which a task, or the last below it, finishes in each run."""
    below = [ground.days(i, at.finish[i]) for i in _leaves(ground, uid)]
    return below[0] if len(below) == 1 else np.maximum.reduce(below)


def _shown(ground: Ground, at: Placed, uid: int) -> Whole:
    """Return the day on which a milestone that begins a day is shown: that day."""
    [i] = _leaves(ground, uid)
    return ground.days_begun(i, at.finish[i])


def _due(ground: Ground, at: Placed, activity: Activity) -> Whole:
    """Return the day of a suspense in each run: a span after another task may end on any day."""
    size = at.finish.shape[1]
    if activity.due_after is None:
        assert activity.deadline_on is not None
        return np.full(size, activity.deadline_on.toordinal(), np.int32)
    uid, within = activity.due_after
    ends = _finish(ground, at, uid)
    return ground.mapped(("due", within), lambda day: _after(within, day), ends)


def _after(within: Span, day: int) -> int:
    return (within.after(date.fromordinal(day)) or date.max).toordinal()


def _movers(drawing: _Drawing, shares: Reals, days: Whole, runs: int) -> list[Mover]:
    """Return what sets the end and is longest, what would bring back most first."""
    ground = drawing.ground
    weight = np.where(shares >= DRIVES, shares * drawing.planned, 0)
    tried = [i for i in np.argsort(-weight, kind="stable").tolist() if weight[i] > 0][:AGAIN]
    again = min(AGAIN_RUNS, runs)
    base = _quantiles(days[:again]).p80
    found = []
    for i in tried:
        ends = [
            days_of_end(ground, placed(ground, lengths).finish)
            for lengths in drawing.batches(again, as_planned=i)
        ]
        then = _quantiles(np.concatenate(ends)).p80
        back = max(0, _working_days(ground.plain.network.calendar, then, base))
        found.append(Mover(ground.graph.leaves[i].uid, float(shares[i]), back))
    return sorted(found, key=lambda one: (-one.brings_back, -one.share))


def _working_days(axis: Axis, first: date, last: date) -> int:
    counted = axis.finish_boundary(last) - axis.finish_boundary(first)
    return ceil(counted / axis.per_day)


def _quantiles(days: Whole) -> Quantiles:
    """Return the first days by which so many of the runs have got there."""
    ordered = np.sort(days)
    size = len(ordered)
    return Quantiles(
        *(date.fromordinal(int(ordered[-(-size * p // 10) - 1])) for p in (1, 5, 8, 9))
    )


def _stages(runs: int) -> list[int]:
    return [max(1, runs * part // 5) for part in range(1, 6)]
