"""The yardstick: two plain passes over 5,000 tasks, of which every figure is told as a multiple.

A ceiling of the design holds on a machine on which they take 1.3 ms; a slower machine, or one that
is busy, takes as many times longer for everything.
"""

from __future__ import annotations

from functools import cache
from random import Random
from statistics import median
from time import perf_counter

TASKS, LINKS, RUNS = 5_000, 6_000, 31
REFERENCE_MS = 1.3
"""What they take where the ceilings hold."""


@cache
def yardstick_ms() -> float:
    """Return the median of some runs in milliseconds, taken once."""
    chance = Random(1)  # noqa: S311  # repeatable, nothing is secret
    lengths = [chance.randint(0, 20) for _ in range(TASKS)]
    after: list[list[int]] = [[] for _ in range(TASKS)]
    for _ in range(LINKS):
        later = chance.randrange(1, TASKS)
        after[chance.randrange(max(0, later - 200), later)].append(later)
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        _passes(lengths, after)
        times.append((perf_counter() - begun) * 1000)
    return median(times)


def _passes(lengths: list[int], after: list[list[int]]) -> int:
    """Place every task as early as it can be, then as late, and return the float of all."""
    starts = [0] * len(lengths)
    for task, length in enumerate(lengths):
        finish = starts[task] + length
        for later in after[task]:
            if starts[later] < finish:
                starts[later] = finish
    end = max(start + length for start, length in zip(starts, lengths, strict=True))
    latest = [end] * len(lengths)
    for task in range(len(lengths) - 1, -1, -1):
        for later in after[task]:
            held = latest[later] - lengths[later]
            if held < latest[task]:
                latest[task] = held
    ends = zip(latest, starts, lengths, strict=True)
    return sum(last - start - length for last, start, length in ends)
