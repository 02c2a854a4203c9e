"""Read a directive: from its words to its duties. `read` is the table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from workplan.directives.chains import chained, directed_days
from workplan.directives.duties import Duty
from workplan.directives.paragraphs import duties_in
from workplan.directives.wording.names import Names, names_of
from workplan.directives.wording.outline import Unit, outline_of
from workplan.directives.wording.quantities import signed_day


@dataclass(frozen=True)
class Reading:
    """What was read from a directive.

    Args:
        duties: what it orders, in the order of the text.
        directed_on: the day on which each of them falls; None where it cannot be told.
        left_out: the paragraphs that order nothing, each with the reason.
        units: all paragraphs, with their numbers and places.
        names: the abbreviations and roles that it defines.
        signed_on: the day that dates count from.
    """

    duties: list[Duty]
    directed_on: list[date | None]
    left_out: list[tuple[Unit, str]]
    units: list[Unit]
    names: Names
    signed_on: date | None


def read(text: str, signed_on: date | None = None) -> Reading:
    """Return the duties that a directive orders.

    Args:
        signed_on: when it was signed; else the day that it gives itself, if it gives one.
    """
    names = names_of(text)
    units = outline_of(text)
    duties, left_out = duties_in(units, names, _ordering_words(text))
    chained(duties)
    signed_on = signed_on or signed_day(text)
    return Reading(duties, directed_days(duties, signed_on), left_out, units, names, signed_on)


def _ordering_words(text: str) -> tuple[str, ...]:
    """Return the words that order in a directive: "must" or "will" only where "shall" does not."""
    shalls = len(re.findall(r"\bshall\b", text))
    return ("shall",) if shalls >= 4 else ("shall", "must", "will")
