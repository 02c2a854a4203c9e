"""GAO's ten practices for schedules (GAO-16-89G), as far as a plan itself shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workplan.health.point import Point, Practice, Verdict
from workplan.health.verdicts import verdict_of

NO_OBJECTIVES = "the plan has no objectives"


class Facts(NamedTuple):
    """What is known of a plan beside its schedule.

    Args:
        gaps: the codes of objectives that no task serves.
        strays: how many open tasks serve no objective, where the plan has some.
        unled: how many open tasks have no lead agency.
        silent: how many tasks under way nobody has reported on lately.
        baseline: the name of the baseline; empty without one.
        is_open: whether anything is left to forecast.
        has_objectives: whether the plan has any.
    """

    gaps: Sequence[str] = ()
    strays: int = 0
    unled: int = 0
    silent: int = 0
    baseline: str = ""
    is_open: bool = True
    has_objectives: bool = True


def practices_of(points: Sequence[Point], facts: Facts) -> list[Practice]:
    """Return the ten practices, in their order, each with what it was judged by."""
    by = {point.number: point for point in points}

    def of(number: int, name: str, *numbers: int) -> Practice:
        run = [by[n] for n in numbers if by[n].verdict != "not run"]
        verdict: Verdict = "not run"
        if run:
            verdict = verdict_of(is_good=all(one.verdict == "pass" for one in run))
        return Practice(number, name, verdict, _said(numbers))

    return [
        _all_activities(facts),
        of(2, "Sequenced", 1, 2, 3, 4),
        _resources(facts),
        of(4, "Durations set", 8),
        _traceable(facts),
        of(6, "Critical path valid", 12),
        of(7, "Reasonable float", 6, 7),
        _risk(facts),
        _updated(facts, by[9]),
        _baseline(facts),
    ]


def _all_activities(facts: Facts) -> Practice:
    if not facts.has_objectives:
        return Practice(1, "All activities", "not run", NO_OBJECTIVES)
    said = _gaps(facts) or "each objective has a task"
    return Practice(1, "All activities", verdict_of(is_good=not facts.gaps), said)


def _resources(facts: Facts) -> Practice:
    if facts.unled:
        said = f"{facts.unled} without a lead agency"
        return Practice(3, "Resources assigned", "attention", said)
    return Practice(3, "Resources assigned", "not run", "agencies, not hours")


def _traceable(facts: Facts) -> Practice:
    if not facts.has_objectives:
        return Practice(5, "Traceable up and down", "not run", NO_OBJECTIVES)
    said = _gaps(facts) or "each task serves an objective"
    if facts.strays:
        are = "task serves" if facts.strays == 1 else "tasks serve"
        said = f"{facts.strays} {are} no objective"
    is_good = not facts.strays and not facts.gaps
    return Practice(5, "Traceable up and down", verdict_of(is_good=is_good), said)


def _risk(facts: Facts) -> Practice:
    if not facts.is_open:
        return Practice(8, "Risk analysis", "not run", "nothing is open")
    return Practice(8, "Risk analysis", "pass", "the forecast is run anew with each change")


def _updated(facts: Facts, dates: Point) -> Practice:
    if not facts.silent and dates.verdict == "not run":
        return Practice(9, "Updated by progress", "not run", dates.why)
    is_good = not facts.silent and dates.verdict != "attention"
    said = f"{facts.silent} under way without news" if facts.silent else "point 9, and reports"
    return Practice(9, "Updated by progress", verdict_of(is_good=is_good), said)


def _baseline(facts: Facts) -> Practice:
    said = f"“{facts.baseline}” is frozen" if facts.baseline else "no baseline is frozen"
    return Practice(10, "Baseline kept", verdict_of(is_good=bool(facts.baseline)), said)


def _gaps(facts: Facts) -> str:
    kind = "objective" if len(facts.gaps) == 1 else "objectives"
    return f"no task serves {kind} {', '.join(facts.gaps)}" if facts.gaps else ""


def _said(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"point {numbers[0]}"
    between = " and " if len(numbers) == 2 else " to "
    return f"points {numbers[0]}{between}{numbers[-1]}"
