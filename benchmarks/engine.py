"""The engine alone: every date, float and driver of networks of four sizes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from benchmarks.timing import Measure, median_ms
from workplan.calendars.working import federal_calendar
from workplan.scheduling.network import Activity, Link, LinkType, Network
from workplan.scheduling.schedule import schedule

SIZES = (
    (1_000, 1_200, 4.0),
    (5_000, 6_000, 18.0),
    (20_000, 24_000, 80.0),
    (100_000, 120_000, 500.0),
)
KINDS: tuple[LinkType, ...] = ("FS", "FS", "FS", "FS", "FS", "FS", "SS", "FF", "SF")


def network(tasks: int, links: int, seed: int = 1) -> Network:
    """Return a network with lags, leads, suspenses, constraints and progress."""
    chance = Random(seed)  # noqa: S311  # repeatable, nothing is secret
    start = date(2026, 1, 5)
    activities = []
    for uid in range(tasks):
        begun = chance.random() < 0.1
        activities.append(
            Activity(
                uid,
                chance.randint(0, 20),
                deadline_on=start + timedelta(days=chance.randint(100, 900))
                if chance.random() < 0.3
                else None,
                actual_start_on=start if begun else None,
                percent=chance.randint(1, 99) if begun else 0,
            )
        )
    pairs: dict[tuple[int, int], Link] = {}
    while len(pairs) < links:
        successor = chance.randrange(1, tasks)
        predecessor = chance.randrange(max(0, successor - 200), successor)
        pairs[predecessor, successor] = Link(
            predecessor, successor, chance.choice(KINDS), chance.choice((0, 0, 0, 2, -1))
        )
    return Network(
        activities, list(pairs.values()), federal_calendar(), start, start + timedelta(days=60)
    )


def measure() -> list[Measure]:
    """Return the medians for each size."""
    measures = []
    for tasks, links, bar in SIZES:
        plan = network(tasks, links)
        spent = median_ms(lambda plan=plan: schedule(plan))
        measures.append(Measure(f"schedule {tasks:,} tasks, {links:,} links", spent, "ms", bar))
    return measures
