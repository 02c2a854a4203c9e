"""Numbers, spans of time and days, as directives write them."""

from __future__ import annotations

import calendar
import re
from datetime import date

from workplan.calendars.spans import Span

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNITS = r"calendar days?|business days?|working days?|days?|weeks?|months?|years?"
NUMBER = (
    r"(?:\d{1,4}|(?:one|two|three|four|five|six|seven|eight)[ -]hundred(?:(?: and)?[ -](?:"
    + "|".join(TENS + ONES)
    + r"))?|(?:"
    + "|".join(TENS)
    + r")(?:[ -](?:"
    + "|".join(ONES[1:10])
    + r"))?|"
    + "|".join(sorted(ONES[1:], key=len, reverse=True))
    + r"|a|an)"
)
SPAN = rf"(?P<number>{NUMBER})(?: \(\d+\))?[ -](?P<unit>{_UNITS})"
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
DAY = rf"(?P<month>{'|'.join(MONTHS)})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})"


def number_of(text: str) -> int:
    """Return the number that a text gives, in figures or in words up to 999.

    Raises:
        ValueError: when it gives none.
    """
    text = text.lower().strip()
    if text.isdigit():
        return int(text)
    if text in ("a", "an"):
        return 1
    total = 0
    for word in re.split(r"[ -]+", text):
        if word in ONES:
            total += ONES.index(word)
        elif word in TENS:
            total += 20 + 10 * TENS.index(word)
        elif word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            raise ValueError(text)
    return total


def span_of(found: re.Match[str]) -> Span:
    """Return the span that `SPAN` matched."""
    unit = found["unit"].split()[-1]
    return Span(number_of(found["number"]), unit if unit.endswith("s") else f"{unit}s")


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that `DAY` matched; None for one that no calendar has."""
    try:
        return date(int(found["year"]), MONTHS[found["month"]], int(found["day"]))
    except ValueError:
        return None


def signed_day(text: str) -> date | None:
    """Return the day on which a directive says that it was signed: the last line that is a day."""
    lines = [line.strip().rstrip(".") for line in text.splitlines()]
    for line in reversed([line for line in lines if line][-12:]):
        found = re.fullmatch(DAY, line)
        if found is not None:
            return day_of(found)
    head = re.search(rf"\b(?:of|dated) {DAY}", text[:300])
    return day_of(head) if head else None
