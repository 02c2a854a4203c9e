"""Days as people write them: numbers in two orders, names of months, quarters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from workplan.calendars.working import FIRST_YEAR, LAST_YEAR
from workplan.exchange.sheets.cells.grid import Cell, text_of
from workplan.exchange.sheets.values import spans
from workplan.scheduling.explain import day_words


class DayOrder(StrEnum):
    """Which number stands first in 1/5/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class ReadDay(NamedTuple):
    """A day, and what had to be decided to read it; "" where the cell says it plainly."""

    day: date
    said: str = ""


class NoDay(ValueError):
    """A text that is no day; it says why, to be put behind the text."""


class Orders(NamedTuple):
    """What the dates of a file tell of their order.

    Args:
        decided: the order that the values prove; None when nothing does, or both are proved.
        ambiguous: a date that has two readings; "" when there is none.
    """

    decided: DayOrder | None
    ambiguous: str


NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "none", "nil", ".", "x"})
UNKNOWN = re.compile(
    r"tb[cdna]|tb ?determined|to be (?:determined|confirmed|decided|announced)|\?+|ongoing|"
    r"continuous|asap|unknown|pending|recurring|varies|open|immediately|as needed",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I
)
BEFORE = re.compile(
    r"^(?:by|nlt|no later than|not later than|on|due|est\.?|approx\.?|about|around|circa|c\.|o/a|~)"
    r"\s*",
    re.IGNORECASE,
)
ACTUAL = re.compile(r"(?<=\d) A$")
"""How Primavera marks a date on which something has happened."""
TIME = re.compile(r"[,T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?(?:Z)?$", re.I)
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?([a-z]{3,9})\.?[\s,.'’-]*(\d{4}|\d{2})", re.I
)
NAMED_DAY = re.compile(
    r"([a-z]{3,9})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(\d{4}|\d{2})", re.I
)
NO_YEAR = re.compile(
    r"(?:\d{1,2}[/-]\d{1,2}|[a-z]{3,9}\.?\s*\d{1,2}|\d{1,2}[\s-]*[a-z]{3,9})", re.I
)
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
SERIALS = range(20_000, 80_000)
"""The numbers by which Excel counts the days from 1954 to 2119."""
EARLIEST, LATEST = FIRST_YEAR + 50, LAST_YEAR - 50
"""What lies outside is a slip, or what a spreadsheet shows for 0; work lies around the others."""
SERIAL_ZERO = date(1899, 12, 30)
DEFAULT_ORDER = DayOrder.MONTH_FIRST


def is_nothing(cell: Cell) -> bool:
    """Tell whether a cell says that there is nothing."""
    return text_of(cell).lower() in NOTHING


def orders_in(cells: Iterable[Cell]) -> Orders:
    """Return what dates written in numbers tell of their order."""
    proved: set[DayOrder] = set()
    ambiguous = ""
    for cell in cells:
        if not isinstance(cell, str):
            continue
        found = NUMBERS.fullmatch(_bare(cell))
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            proved.add(DayOrder.DAY_FIRST)
        elif second > 12 >= first:
            proved.add(DayOrder.MONTH_FIRST)
        elif first != second and max(first, second) <= 12:
            ambiguous = ambiguous or text_of(cell)
    return Orders(proved.pop() if len(proved) == 1 else None, ambiguous)


def day_in(cell: Cell, order: DayOrder, *, is_end: bool) -> ReadDay | None:
    """Return the day in a cell; None when it says that there is none.

    Args:
        order: which number stands first where both readings are possible.
        is_end: take the last day of a month or quarter, not the first.

    Raises:
        NoDay: for what is no day, with the reason.
    """
    found = _found(cell, order, is_end=is_end)
    if found is not None and not EARLIEST <= found.day.year <= LATEST:
        raise NoDay(f"is outside the years {EARLIEST} to {LATEST}, so it is no date of a plan")
    return found


def _found(cell: Cell, order: DayOrder, *, is_end: bool) -> ReadDay | None:
    if isinstance(cell, datetime):
        return ReadDay(cell.date())
    if isinstance(cell, date):
        return ReadDay(cell)
    if is_nothing(cell):
        return None
    text = text_of(cell)
    if SERIAL.fullmatch(text) and int(float(text)) in SERIALS:
        day = SERIAL_ZERO + timedelta(days=int(float(text)))
        return ReadDay(day, f"read as the number by which Excel counts days: {day_words(day)}")
    if isinstance(cell, bool | int | float):
        raise NoDay("is no date")
    bare = _bare(text)
    if UNKNOWN.fullmatch(bare):
        raise NoDay("is no date")
    if (plain := _plain(bare, order)) is not None:
        return ReadDay(plain)
    if (span := _span(bare)) is not None:
        day = span.last if is_end else span.first
        which = "last" if is_end else "first"
        return ReadDay(day, f"{span.said}; its {which} day is taken, {day_words(day)}")
    if NO_YEAR.fullmatch(bare):
        raise NoDay("names no year")
    raise NoDay("is no date")


def _span(text: str) -> spans.Span | None:
    try:
        return spans.span_in(text)
    except ValueError as wrong:
        raise NoDay("names a year that there is not") from wrong


def _bare(text: str) -> str:
    """Return a text without weekday, time of day and the words that stand before a date."""
    text = BEFORE.sub("", ACTUAL.sub("", " ".join(text_of(text).split()).strip("*?")))
    return TIME.sub("", WEEKDAY.sub("", text)).strip().rstrip(".,;")


def _plain(text: str, order: DayOrder) -> date | None:
    """Return the day that a text names, and nothing but it."""
    try:
        if found := YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := COMPACT.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := NUMBERS.fullmatch(text):
            return _of_numbers(int(found[1]), int(found[3]), full_year(found[4]), order)
        if (found := DAY_NAMED.fullmatch(text)) and (month := spans.month_of(found[2])):
            return date(full_year(found[3]), month, int(found[1]))
        if (found := NAMED_DAY.fullmatch(text)) and (month := spans.month_of(found[1])):
            return date(full_year(found[3]), month, int(found[2]))
    except ValueError as wrong:
        raise NoDay("is no day of any calendar") from wrong
    return None


def _of_numbers(first: int, second: int, year: int, order: DayOrder) -> date:
    if first > 12 or (order is DayOrder.DAY_FIRST and second <= 12):
        return date(year, second, first)
    return date(year, first, second)


def full_year(text: str) -> int:
    """Return a year; two digits are of this century."""
    return int(text) + 2000 if len(text) == 2 else int(text)
