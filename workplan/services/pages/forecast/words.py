"""The words of a forecast: shares as people say them."""

from __future__ import annotations

FRACTIONS = (
    (1 / 10, "one time in ten"),
    (1 / 5, "one time in five"),
    (1 / 4, "one time in four"),
    (1 / 3, "one time in three"),
    (2 / 5, "two times in five"),
    (1 / 2, "every other time"),
    (3 / 5, "three times in five"),
    (2 / 3, "two times in three"),
    (3 / 4, "three times in four"),
    (4 / 5, "four times in five"),
    (9 / 10, "nine times in ten"),
)
SELDOM = 0.05
"""Below one time in twenty it is hardly ever, above nineteen almost always."""


def how_often(share: float) -> str:
    """Return how often something holds, as one says it: “one time in four”."""
    if share < SELDOM:
        return "hardly ever"
    if share > 1 - SELDOM:
        return "almost always"
    return min(FRACTIONS, key=lambda one: abs(one[0] - share))[1]


def percent(share: float) -> str:
    """Return a share in whole percent; what is almost none or all is said to be so."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{round(share * 100)} %"


def times(ratio: float) -> str:
    """Return a ratio of days, to one place: 1.2."""
    return f"{ratio:.1f}"
