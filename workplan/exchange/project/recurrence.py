"""The days on which a calendar exception of Project XML falls: once, or again and again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from workplan.exchange.project.values import moment_of, whole

YEARLY_ON, YEARLY_THE, MONTHLY_ON, MONTHLY_THE, WEEKLY, EVERY_FEW_DAYS = 2, 3, 4, 5, 6, 7
LAST_OF_MONTH = 4
LONGEST = 36_600
"""Days that an exception may span: a century, so that a hostile file stays small."""


def days_of(exception: Element) -> list[date]:
    """Return the days of an exception (MSPDI: Type, Period, DaysOfWeek, Month, MonthDay, …)."""
    span = exception.find("TimePeriod")
    first = moment_of(span, "FromDate") if span is not None else None
    last = moment_of(span, "ToDate") if span is not None else None
    if first is None or last is None:
        return []
    days = _span(first.date(), last.date())
    kind, period = whole(exception, "Type", 1), max(1, whole(exception, "Period", 1))
    if kind == WEEKLY:
        wanted = whole(exception, "DaysOfWeek")
        return [
            day
            for n, day in _weeks(days, first.date())
            if n % period == 0 and wanted >> _from_sunday(day) & 1
        ]
    if kind == EVERY_FEW_DAYS:
        return days[::period]
    if kind in (MONTHLY_ON, MONTHLY_THE):
        start = first.year * 12 + first.month
        months = [m for m in _months(days) if (m[0] * 12 + m[1] - start) % period == 0]
    elif kind in (YEARLY_ON, YEARLY_THE):
        months = [m for m in _months(days) if m[1] == whole(exception, "Month") + 1]
    else:
        return days
    pick = _on if kind in (MONTHLY_ON, YEARLY_ON) else _the
    found = (pick(exception, year, month) for year, month in months)
    return [day for day in found if day is not None and first.date() <= day <= last.date()]


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(min((last - first).days + 1, LONGEST))]


def _months(days: list[date]) -> list[tuple[int, int]]:
    return [*dict.fromkeys((day.year, day.month) for day in days)]


def _weeks(days: list[date], first: date) -> Iterator[tuple[int, date]]:
    """Yield each day with the number of its week; weeks begin on Sunday."""
    sunday = first - timedelta(days=_from_sunday(first))
    return (((day - sunday).days // 7, day) for day in days)


def _from_sunday(day: date) -> int:
    return (day.weekday() + 1) % 7


def _on(exception: Element, year: int, month: int) -> date | None:
    """Return a day of a month by its number, if the month has it."""
    number = whole(exception, "MonthDay", 1)
    return date(year, month, number) if 1 <= number <= monthrange(year, month)[1] else None


def _the(exception: Element, year: int, month: int) -> date | None:
    """Return such a day as the third Thursday, or the last weekday, of a month."""
    item, place = whole(exception, "MonthItem"), whole(exception, "MonthPosition")
    fits: Callable[[date], bool] = {
        0: lambda _: True,
        1: lambda day: day.weekday() < 5,
        2: lambda day: day.weekday() > 4,
    }.get(item, lambda day: _from_sunday(day) == item - 3)
    days = [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]
    found = [day for day in days if fits(day)]
    if place == LAST_OF_MONTH:
        return found[-1] if found else None
    return found[place] if 0 <= place < len(found) else None
