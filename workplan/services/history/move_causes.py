"""The shares of a move, gathered by what kind of cause they have; they still add up to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

TITLES = {
    "silence": "Days that passed without a report",
    "later": "Reports that put it off",
    "earlier": "Reports that brought it forward",
    "plan": "Changes of the plan",
}


class Share(NamedTuple):
    """A part of a move that one change, or a run of passing days, caused.

    Args:
        path: the names of the tasks by which it travelled, the changed one first.
        is_report: whether an agency's report made it.
        is_silence: whether days passed, and nobody reported progress.
    """

    days: int
    said: str
    actor: str
    on_day: date
    seq: int | None
    path: tuple[str, ...] = ()
    is_report: bool = False
    is_silence: bool = False

    @property
    def kind(self) -> str:
        """Which of the titles it stands under."""
        if self.is_silence:
            return "silence"
        if self.is_report:
            return "later" if self.days > 0 else "earlier"
        return "plan"


class Cause(NamedTuple):
    """The shares of one kind: how much they come to, and each thing said, with its days."""

    kind: str
    days: int
    parts: list[tuple[int, str]]

    @property
    def title(self) -> str:
        """What kind of cause it is, as a heading."""
        return TITLES[self.kind]


def grouped(shares: Sequence[Share]) -> list[Cause]:
    """Return the causes of a move, the largest first; what is said alike is one part."""
    parts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for share in shares:
        said = (
            f"{share.said} ({share.actor})" if share.actor and not share.is_silence else share.said
        )
        parts[share.kind][said] += share.days
    causes = [
        Cause(kind, sum(said.values()), [(days, words) for words, days in said.items()])
        for kind, said in parts.items()
    ]
    order = list(TITLES)
    return sorted(causes, key=lambda cause: (-abs(cause.days), order.index(cause.kind)))
