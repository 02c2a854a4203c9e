"""The values of Project XML: numbers, durations and moments, as the programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import floor
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workplan.calendars.working import FIRST_YEAR, LAST_YEAR
from workplan.errors import InvalidInput

DURATION = re.compile(
    r"^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$"
)
NOTHING = frozenset({date(1970, 1, 1), date(1984, 1, 1)})
"""What ProjectLibre and others write where there is no date; no plan of Project begins so early."""
STAND_IN = datetime.combine(date(2000, 1, 1), time(0))
"""What older libraries write where there is no date; only work that has not begun can have it."""
MIDNIGHT = time(0)
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
"""The whole of a moment: Python takes other forms too, and not the same in every version."""
Span = tuple[time, time]
OFFICE_DAY: tuple[Span, ...] = ((time(8), time(12)), (time(13), time(17)))


class Hours(NamedTuple):
    """When a working day begins and ends, and how many minutes are worked in it."""

    opens: time = time(8)
    closes: time = time(17)
    minutes: int = 480
    spans: tuple[Span, ...] = OFFICE_DAY

    def worked_until(self, at: time) -> float:
        """Return which part of a day's work lies before a time of day."""
        lengths = [_minutes(first, last) for first, last in self.spans]
        before = 0
        for (first, last), length in zip(self.spans, lengths, strict=True):
            if at >= last and last != MIDNIGHT:
                before += length
            elif at > first:
                before += _minutes(first, at)
        return before / sum(lengths)

    def start_day(self, moment: datetime) -> date:
        """Return the day on which what starts at a moment begins: the next one at closing time."""
        is_over = self.closes != MIDNIGHT and moment.time() >= self.closes
        return moment.date() + timedelta(days=1) if is_over else moment.date()

    def finish_day(self, moment: datetime) -> date:
        """Return the day on which what finishes at a moment ends: the last one at opening time."""
        is_early = moment.time() <= self.opens
        return moment.date() - timedelta(days=1) if is_early else moment.date()


def _minutes(first: time, last: time) -> int:
    """Return the minutes from one time to a later one; midnight ends a day."""
    start, end = (time_.hour * 60 + time_.minute for time_ in (first, last))
    return (end - start) % 1440 or 1440


def text_of(element: Element, field: str) -> str:
    """Return the text of a field without the blanks around it; "" when it is absent."""
    return (element.findtext(field) or "").strip()


def whole(element: Element, field: str, default: int = 0) -> int:
    """Return a whole number; programs write 500, 500.0 and nothing at all.

    Raises:
        InvalidInput: for what is no number.
    """
    text = text_of(element, field)
    if not text:
        return default
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        raise InvalidInput(field, f"{field} is “{text[:40]}”, which is no number.") from None


def is_on(element: Element, field: str) -> bool:
    """Tell whether a field says yes."""
    return text_of(element, field).lower() in ("1", "true")


def moment_of(element: Element, field: str) -> datetime | None:
    """Return a moment, whatever its zone; None when the field is absent or says that it is.

    Raises:
        InvalidInput: for what is no date.
    """
    text = text_of(element, field)
    if not text or text.startswith("NA"):
        return None
    try:
        if not MOMENT.fullmatch(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
        if len(text) == len("2027-01-08"):
            moment = moment.replace(hour=12)  # A day and no hour: neither its start nor its end.
    except ValueError:
        raise InvalidInput(field, f"{field} is “{text[:40]}”, which is no date.") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise InvalidInput(
            field,
            f"{field} is “{text[:40]}”. Dates from {FIRST_YEAR} to {LAST_YEAR} can be planned.",
        )
    return None if moment.date() in NOTHING else moment


def minutes_of(text: str, minutes_a_day: int = 480) -> int:
    """Return the minutes of a duration such as PT40H0M0S; a day in it is a working day."""
    found = DURATION.match(text.strip())
    if found is None:
        raise InvalidInput("Duration", f"“{text[:40]}” is no duration. Project writes PT40H0M0S.")
    sign, years, months, days, hours, minutes, seconds = found.groups(default="0")
    working_days = int(years) * 240 + int(months) * 20 + int(days)
    total = int(hours) * 60 + int(minutes) + round(float(seconds) / 60)
    total += working_days * minutes_a_day
    return -total if sign == "-" else total


def rounded(days: float) -> int:
    """Return whole days; a half is a day."""
    return floor(days + 0.5)
