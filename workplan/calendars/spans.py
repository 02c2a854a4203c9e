"""Spans of calendar time, as a directive orders them: 60 days, 6 months, 2 fiscal years."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

DAYS = {"days": 1, "weeks": 7}
MONTHS = {"months": 1, "quarters": 3, "years": 12, "fiscal years": 12}
UNITS = (*DAYS, *MONTHS)
"""The units in which a span is given; all count calendar days."""
MOST_DAYS = 20_000
"""The longest span that is taken, in days; 31 are counted for a month."""
_TEXT = re.compile(r"(\d{1,6}) ([a-z ]+?)s?")


class Span(NamedTuple):
    """So many days, weeks, months, quarters, years or fiscal years.

    Args:
        number: how many; 0 is no time at all.
        unit: one of `UNITS`, which are plurals.
    """

    number: int
    unit: str

    def __str__(self) -> str:
        """Return it in words, which `span_of` reads again: “1 month”, “60 days”."""
        return f"{self.number} {self.unit[:-1] if self.number == 1 else self.unit}"

    @property
    def words(self) -> str:
        """The span as people read it: “60 calendar days”, “6 months”."""
        number = f"{self.number:,} "
        calendar = "calendar " if self.unit == "days" else ""
        return number + calendar + str(self).partition(" ")[2]

    @property
    def each(self) -> str:
        """How often it comes again: “every quarter”, “every 60 days”."""
        return f"every {self.unit[:-1] if self.number == 1 else self}"

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than anything that can be planned."""
        days = DAYS.get(self.unit) or 31 * MONTHS[self.unit]
        return self.number * days > MOST_DAYS

    def times(self, count: int) -> Span:
        """Return it so many times."""
        return Span(self.number * count, self.unit)

    def after(self, day: date) -> date | None:
        """Return the day this long after another; the last of a month where that is shorter.

        None where no calendar goes: nobody orders anything for the year 10,000.
        """
        try:
            if self.unit in DAYS:
                return day + timedelta(days=self.number * DAYS[self.unit])
            return day + relativedelta(months=self.number * MONTHS[self.unit])
        except (OverflowError, ValueError):
            return None


@lru_cache(maxsize=4096)
def span_of(text: str) -> Span:
    """Return the span that a text such as “60 days” gives.

    Raises:
        ValueError: when it gives none.
    """
    found = _TEXT.fullmatch(text)
    if found is None or f"{found[2]}s" not in UNITS:
        raise ValueError(f"“{text[:40]}” is no span of time")
    return Span(int(found[1]), f"{found[2]}s")


USUAL = {"monthly": Span(1, "months"), "quarterly": Span(1, "quarters"), "yearly": Span(1, "years")}
"""How often most things come again, each by one word."""
_WORDS = {span: word for word, span in USUAL.items()}


def often_said(every: Span) -> str:
    """Return how often something comes again, as it is stored: “quarterly”, “2 years”."""
    return _WORDS.get(every) or str(every)


def often_of(text: str) -> Span:
    """Return the span that “quarterly” or “2 years” gives.

    Raises:
        ValueError: when it gives none.
    """
    return USUAL.get(text) or span_of(text)


def days(number: int) -> Span:
    """Return so many days."""
    return Span(number, "days")


def span_in(offset_days: int | None, within: Span | None) -> Span | None:
    """Return the span that stands in two columns: in days, or in another unit."""
    return within if offset_days is None else days(offset_days)


def span_out(within: Span | None) -> dict[str, Any]:
    """Return the two columns in which a span stands."""
    in_days = within is not None and within.unit == "days"
    return {
        "offset_days": within.number if within is not None and in_days else None,
        "within": None if in_days else within,
    }
