"""What to mend first: the tasks that most points name, and gaps that no task fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from workplan.health.point import Point
from workplan.health.practices import Facts

MOST = 3
"""More advice at once is none."""
WEIGHT = {1: 3, 2: 3, 5: 3, 7: 2, 8: 3, 9: 3, 11: 0, 12: 3, 14: 0}
"""How much each point weighs on what comes first: what makes computed dates wrong comes before what
is late by them, and that a baseline was missed is said on every other page; the rest weigh one."""

Kind = Literal["split", "link", "dates", "catch up", "free", "gap", "baseline"]


class Advice(NamedTuple):
    """One thing to mend.

    Args:
        kind: what to do: split a long task, link it, correct its dates, catch up, free it from a
            fixed day; give an objective a task, or freeze a baseline.
        task: the uid of the task; None for what is no task's.
        points: the points that name it.
    """

    kind: Kind
    task: int | None
    points: Sequence[int]


def advice_of(points: Sequence[Point], facts: Facts) -> list[Advice]:
    """Return what to mend first, at most three things, the weightiest first."""
    named: dict[int, list[int]] = {}
    for point in points:
        if point.verdict == "attention":
            for uid in point.tasks:
                named.setdefault(uid, []).append(point.number)
    named = {uid: found for uid, found in named.items() if _weight(found)}
    order = sorted(named, key=lambda uid: (-_weight(named[uid]), uid))
    others = []
    if facts.gaps:
        others.append(Advice("gap", None, ()))
    if not facts.baseline:
        others.append(Advice("baseline", None, ()))
    tasks = [Advice(_kind(named[uid]), uid, named[uid]) for uid in order]
    return [*tasks[: max(1, MOST - len(others))], *others][:MOST]


def _weight(points: Sequence[int]) -> int:
    return sum(WEIGHT.get(number, 1) for number in points)


def _kind(points: Sequence[int]) -> Kind:
    if 9 in points:
        return "dates"
    if 8 in points:
        return "split"
    if 1 in points:
        return "link"
    if 5 in points or 12 in points:
        return "free"
    return "catch up" if {7, 11, 14} & set(points) else "link"
