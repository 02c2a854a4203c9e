"""Time a call, and print what was measured beside its bar."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple


class Measure(NamedTuple):
    """One line of the table; `bar` is the limit that the design sets, in the same unit."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    more: str = ""


def median_ms(call: Callable[[], object], runs: int = 11) -> float:
    """Return the median of some runs in milliseconds, after one to warm up."""
    call()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def show(title: str, measures: list[Measure]) -> None:
    """Print measures as a table."""
    print(f"\n{title}")
    for m in measures:
        bar = "" if m.bar is None else f"bar {m.bar:g} {m.unit}"
        verdict = "" if m.bar is None else "ok" if m.value < m.bar else "OVER"
        print(f"  {m.name:<52}{m.value:>10.1f} {m.unit:<4}{bar:>14}  {verdict:<5}{m.more}")
