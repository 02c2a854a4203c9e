"""How a figure becomes a verdict: most points allow one in twenty, or none."""

from __future__ import annotations

from collections.abc import Sequence

from workplan.health.point import Point, Verdict

FEW = 0.05
"""At most one in twenty may be otherwise, for most points."""
INDEX = 0.95
"""Below it an index needs attention."""
LONG_DAYS = 44
"""Two months of working days: a longer task, or more in hand, is looked at."""
NO_BASELINE = "no baseline is frozen to compare with"
NO_STATUS = "the plan’s days do not pass yet"
NOTHING = "there is nothing to count"


def share(
    number: int, name: str, formula: str, found: int, whole: int, tasks: Sequence[int]
) -> Point:
    """Return a point of which at most one in twenty may be otherwise.

    Args:
        found: how many are otherwise, of the `whole`.
        tasks: the uids of the tasks to mend.
    """
    if not whole:
        return not_run(number, name, formula, "at most 5 %", NOTHING)
    part, why = found / whole, f"{found} of {whole}" if found else ""
    verdict = verdict_of(is_good=part <= FEW)
    return Point(number, name, formula, percent(part, FEW), "at most 5 %", verdict, why, tasks)


def none(
    number: int, name: str, formula: str, found: int, whole: int, tasks: Sequence[int]
) -> Point:
    """Return a point of which there may be none; arguments as those of `share`."""
    if not whole:
        return not_run(number, name, formula, "none", NOTHING)
    return Point(
        number, name, formula, str(found), "none", verdict_of(is_good=not found), "", tasks
    )


def not_run(number: int, name: str, formula: str, threshold: str, why: str) -> Point:
    """Return a point that cannot be run, and why."""
    return Point(number, name, formula, "–", threshold, "not run", why)


def verdict_of(*, is_good: bool) -> Verdict:
    """Return the word for what is good, or is not."""
    return "pass" if is_good else "attention"


def percent(part: float, limit: float) -> str:
    """Return a share in whole percent; to a tenth where rounding would hide on which side it is."""
    whole = round(part * 100)
    hides = (part < limit) != (whole / 100 < limit) or (part > limit) != (whole / 100 > limit)
    return f"{part * 100:.1f} %" if hides else f"{whole} %"


def hundredths(value: float) -> str:
    """Return an index to a hundredth; to a thousandth where rounding would hide that it fails."""
    hides = value < INDEX <= round(value, 2)
    return f"{value:.3f}" if hides else f"{value:.2f}"
