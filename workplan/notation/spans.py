"""A span of time as people type it: `60`, `60 days`, `2 weeks`, `6m`, `1 fiscal year`."""

from __future__ import annotations

import re

from workplan.calendars.spans import Span, often_of, often_said
from workplan.notation.refusals import NotUnderstood

UNITS = {
    "": "days",
    "d": "days",
    "w": "weeks",
    "m": "months",
    "y": "years",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "quarter": "quarters",
    "year": "years",
    "fiscal year": "fiscal years",
}
UNIT = r"(?:(?:calendar\s+)?days?|weeks?|months?|quarters?|(?:fiscal\s+)?years?|[dwmy])"
SPAN = rf"(?P<number>[0-9]{{1,9}})\s*(?P<unit>{UNIT})?"
OFTEN = (
    rf"(?P<word>monthly|quarterly|yearly|annually|weekly|daily|semiannually|biennially)|"
    rf"every\s+(?:(?P<number>[0-9]{{1,9}})\s*)?(?P<unit>{UNIT})"
)
_WORDS = {
    "annually": Span(1, "years"),
    "biennially": Span(2, "years"),
    "daily": Span(1, "days"),
    "semiannually": Span(6, "months"),
    "weekly": Span(1, "weeks"),
}
# Letters of other alphabets that capitals fold into these are no units.
FLAGS = re.I | re.A
_BARE = re.compile(SPAN, FLAGS)
_OFTEN = re.compile(rf"(?:{OFTEN})", FLAGS)


def found_span(found: re.Match[str], least: int = 0) -> Span:
    """Return the span of a match of `SPAN` or `OFTEN`; `least` where no number is given."""
    word = (found.groupdict().get("word") or "").casefold()
    if word:
        return _WORDS.get(word) or often_of(word)
    unit = " ".join((found["unit"] or "").casefold().removeprefix("calendar").split())
    return Span(int(found["number"] or least), UNITS.get(unit) or UNITS[unit.removesuffix("s")])


def read(text: str) -> Span:
    """Return the span that somebody typed.

    Raises:
        NotUnderstood: with the way out.
    """
    found = _BARE.fullmatch(" ".join(text.split()))
    if found is None:
        raise NotUnderstood(
            f"“{text.strip()[:40]}” is no span of time. Write 60 days, 2 weeks, 6 months or 1 year."
        )
    return found_span(found)


def read_often(text: str) -> Span:
    """Return how often something comes again, as somebody typed it.

    Raises:
        NotUnderstood: with the way out.
    """
    typed = " ".join(text.split())
    every = typed if _OFTEN.fullmatch(typed) else f"every {typed}"
    found = _OFTEN.fullmatch(every)
    if found is None:
        raise NotUnderstood(
            f"“{typed[:40]}” does not say how often. Write monthly, quarterly, yearly, every 2 "
            "years, or every 60 days."
        )
    return found_span(found, least=1)


def written_often(every: Span) -> str:
    """Return how often something comes again, as `read_often` reads it."""
    said = often_said(every)
    return every.each if " " in said else said
