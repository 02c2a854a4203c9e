"""Time a call, and print what was measured beside its bar, and as a multiple of the yardstick."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from benchmarks.yardstick import REFERENCE_MS, yardstick_ms

A_MS = {"ms": 1.0, "s": 1000.0}
"""How many milliseconds a unit of time is."""


class Measure(NamedTuple):
    """One line of the table; `bar` is the limit that the design sets, in the same unit.

    Args:
        is_least: that the bar is the least that is enough, such as of frames a second.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    more: str = ""
    is_least: bool = False


def median_ms(call: Callable[[], object], runs: int = 11) -> float:
    """Return the median of some runs in milliseconds, after one to warm up."""
    call()
    return median(once_ms(call) for _ in range(runs))


def once_ms(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes, the first time perhaps."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def show_yardstick() -> None:
    """Print what two plain passes take here, by which the rest is to be judged."""
    taken = yardstick_ms()
    print(
        f"Yardstick: two plain passes over 5,000 tasks take {taken:.2f} ms (×). Bars hold where "
        f"they take {REFERENCE_MS} ms; here everything takes {taken / REFERENCE_MS:.1f} times as "
        "long."
    )


def show(title: str, measures: list[Measure]) -> None:
    """Print measures as a table."""
    print(f"\n{title}")
    for m in measures:
        print(f"  {m.name:<56}{m.value:>10.1f} {m.unit:<4}{_times(m):>8}{_bar(m):>16}  {_said(m)}")


def _times(measure: Measure) -> str:
    """Return a time as a multiple of the yardstick."""
    if measure.unit not in A_MS:
        return ""
    return f"{measure.value * A_MS[measure.unit] / yardstick_ms():.1f}×"


def _bar(measure: Measure) -> str:
    if measure.bar is None:
        return ""
    return f"{'least' if measure.is_least else 'bar'} {measure.bar:g} {measure.unit}"


def _said(measure: Measure) -> str:
    """Return whether the bar is kept, as it is and as it would be where bars hold."""
    if measure.bar is None:
        return f"{'':<9}{measure.more}"
    value, bar = measure.value, measure.bar
    if measure.is_least:
        verdict = "ok" if value >= bar else "UNDER"
    elif value < bar:
        verdict = "ok"
    elif measure.unit in A_MS and value * REFERENCE_MS / yardstick_ms() < bar:
        verdict = "ok there"
    else:
        verdict = "OVER"
    return f"{verdict:<9}{measure.more}"
