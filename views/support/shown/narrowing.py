"""A filter in one line: what narrows a list is chosen from a few choices, kept in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import request

from views.support.shown.filters import Chip, address


class Choice(NamedTuple):
    """One thing by which a list is narrowed.

    Args:
        name: in the address.
        options: codes and their words.
        chosen: the code that the address gives, if it gives one; or the day as it is written.
    """

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str
    is_day: bool = False

    @property
    def words(self) -> str:
        """What is chosen, in words; what is no option is said to be none here."""
        said = self.chosen if self.is_day else dict(self.options).get(self.chosen, "none here")
        return f"{self.label}: {said}"


def chips(choices: Sequence[Choice], left_out: Sequence[str] = ("page",)) -> list[Chip]:
    """Return each choice that is made, with the address of the page without it.

    Args:
        left_out: what the address says of the place in the list, which another list has not.
    """
    given = [pair for pair in request.args.items(multi=True) if pair[0] not in left_out]
    return [
        Chip(choice.words, address([pair for pair in given if pair[0] != choice.name]))
        for choice in choices
        if choice.chosen
    ]
