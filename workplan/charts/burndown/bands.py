"""The bands of a burndown: what is claimed, and the flow of work from not begun to done."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.charts.burndown.ground import Ground, Steps, last_before
from workplan.charts.burndown.marks import day
from workplan.charts.drawn.drawing import Word

Band = tuple[str, str, Steps]
"""A look, a word, and how much there is after each day."""


class DayApart(NamedTuple):
    """How much was done, left, claimed and ended at the end of a day, in tasks or working days."""

    on: date
    done: int
    claimed: int
    left: int
    ended: int


def days_apart(ground: Ground) -> list[DayApart]:
    """Return each day of a burndown on which one of these changed.

    What is claimed, or was ended otherwise, is left no more, and is not done.
    """
    found, unit = ground.found, ground.unit
    scope = [(day.on, day.scope(unit)) for day in found.days]
    left = [(day.on, day.left(unit)) for day in found.days]
    claimed = [(one.on, one.of(unit).claimed) for one in found.apart_days]
    ended = [(one.on, one.of(unit).ended) for one in found.apart_days]
    days = sorted({on for on, _ in (*left, *claimed) if on >= found.days[0].on})
    return [
        DayApart(
            on,
            last_before(scope, on) - sum(last_before(one, on) for one in (left, claimed, ended)),
            last_before(claimed, on),
            last_before(left, on),
            last_before(ended, on),
        )
        for on in days
    ]


def claimed(ground: Ground) -> None:
    """Fill what is claimed and not accepted, above what is left."""
    days = days_apart(ground)
    while days and not days[0].claimed:
        days.pop(0)
    if not days:
        return
    below = [(one.on, one.left) for one in days]
    above = [(one.on, one.left + one.claimed) for one in days]
    ground.drawing.area("claimed", [*ground.steps(above), *reversed(ground.steps(below))])
    if now := days[-1].claimed:
        x, y = ground.scale.x(ground.found.as_of), ground.y(above[-1][1])
        said = f"{now:,} claimed, to be checked"
        ground.drawing.write(
            Word("soft-bold", x - 8, y - 6, said, "end"),
            Word("soft-bold", x + 9, y - 6, f"{now:,} claimed"),
            Word("soft-bold", x - 8, y - 6, f"{now:,} claimed", "end"),
        )


def stacked(ground: Ground) -> None:
    """Fill how much is done, under way and not begun, one above the other."""
    bands = [
        band
        for band in (_of_tasks(ground) if ground.unit == "tasks" else _of_days(ground))
        if band[1] not in ("claimed", "ended") or any(count for _, count in band[2])
    ]
    below = [(on, 0) for on, _ in bands[0][2]]
    lowest = ground.floor + 20.0
    for look, noun, band in bands:
        above = [(on, under + count) for (on, under), (_, count) in zip(below, band, strict=True)]
        edge = ground.steps(above)
        ground.drawing.area(look, [*edge, *reversed(ground.steps(below))])
        ground.drawing.line("edge", edge)
        middle = (ground.y(above[-1][1]) + ground.y(below[-1][1])) / 2 + 4
        lowest = min(middle, lowest - ground.drawing.size - 4)
        x = ground.scale.x(ground.found.as_of)
        said = f"{band[-1][1]:,} {noun}"
        ground.drawing.write(
            Word("ink", x + 8, lowest, said), Word("ink", x - 8, lowest, said, "end")
        )
        below = above
    day(ground)


def _of_tasks(ground: Ground) -> list[Band]:
    flow = ground.chart.flow
    return [
        ("flow-done", "done", [(day.on, day.done) for day in flow]),
        ("flow-claimed", "claimed", [(day.on, day.claimed) for day in flow]),
        ("flow-under-way", "under way", [(day.on, day.under_way) for day in flow]),
        ("flow-waiting", "not begun", [(day.on, day.waiting) for day in flow]),
        ("flow-ended", "ended", [(day.on, day.ended) for day in flow]),
    ]


def _of_days(ground: Ground) -> list[Band]:
    days = days_apart(ground)
    return [
        ("flow-done", "worked off", [(one.on, one.done) for one in days]),
        ("flow-claimed", "claimed", [(one.on, one.claimed) for one in days]),
        ("flow-waiting", "left", [(one.on, one.left) for one in days]),
        ("flow-ended", "ended", [(one.on, one.ended) for one in days]),
    ]
