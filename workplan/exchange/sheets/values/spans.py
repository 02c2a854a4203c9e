"""Months, quarters and years where a day should stand: which days they span."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
FISCAL_MONTH = 10
"""The federal fiscal year begins on 1 October of the year before its number (31 U.S.C. 1102)."""
QUARTER = (
    r"(?:q(?:uarter|tr)?\.?\s*(?P<q>[1-4])|(?P<nq>[1-4])(?:st|nd|rd|th)?\s*q(?:uarter|tr)?\.?)"
)
YEAR = r"(?P<kind>fy|cy|fiscal year|calendar year)?\s*['’-]?\s*(?P<year>\d{4}|\d{2})"
QUARTER_OF_YEAR = re.compile(rf"{QUARTER}[\s,/-]*(?:of\s+)?{YEAR}", re.IGNORECASE)
YEAR_AND_QUARTER = re.compile(rf"{YEAR}[\s,/-]*{QUARTER}", re.IGNORECASE)
WHOLE_YEAR = re.compile(r"(?:end of\s+|eo)?(?P<kind>fy|cy)\s*['’-]?\s*(?P<year>\d{4}|\d{2})", re.I)
MONTH = re.compile(
    r"(?:(?P<part>early|mid|late|end(?: of)?)[\s-]+)?(?P<month>[a-z]{3,9})\.?[\s,'’-]*"
    r"(?P<year>\d{4}|(?<=[-'’])\d{2})",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """The first and the last day of what a text names, and how it was read."""

    first: date
    last: date
    said: str


def month_of(word: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for other words."""
    word = word.lower()
    if word in ("sept", *LONG_MONTHS, *MONTHS):
        return MONTHS.index(word[:3]) + 1
    return 0


def span_in(text: str) -> Span | None:
    """Return the days that a month, a quarter or a year spans; None for other texts."""
    found = QUARTER_OF_YEAR.fullmatch(text) or YEAR_AND_QUARTER.fullmatch(text)
    if found:
        return _quarter(int(found["q"] or found["nq"]), _year(found["year"]), found["kind"] or "")
    if found := WHOLE_YEAR.fullmatch(text):
        year, is_fiscal = _year(found["year"]), found["kind"].lower() == "fy"
        first = date(year - 1, FISCAL_MONTH, 1) if is_fiscal else date(year, 1, 1)
        kind = "fiscal" if is_fiscal else "calendar"
        return Span(first, _before(first, 12), f"read as the {kind} year {year}")
    if (found := MONTH.fullmatch(text)) and (month := month_of(found["month"])):
        first = date(_year(found["year"]), month, 1)
        return Span(first, _before(first, 1), f"read as the month {first:%Y-%m}")
    return None


def _quarter(number: int, year: int, kind: str) -> Span:
    is_fiscal = kind.lower().startswith("f")
    begins = FISCAL_MONTH + 3 * (number - 1) if is_fiscal else 1 + 3 * (number - 1)
    first = date(year - 1 if is_fiscal and begins <= 12 else year, (begins - 1) % 12 + 1, 1)
    of = f"fiscal year {year}, from October" if is_fiscal else f"calendar year {year}"
    return Span(first, _before(first, 3), f"read as quarter {number} of {of}")


def _before(first: date, months: int) -> date:
    """Return the last day of a span of months that begins on the first of one."""
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1) - timedelta(days=1)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)
