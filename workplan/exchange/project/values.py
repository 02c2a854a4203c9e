"""The values of Project XML: numbers, durations and moments, as the programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from math import floor
from xml.etree.ElementTree import Element

from workplan.calendars.working import FIRST_YEAR, LAST_YEAR
from workplan.errors import InvalidInput

DURATION = re.compile(
    r"^(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d*)?|\.\d+)S)?)?$"
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
