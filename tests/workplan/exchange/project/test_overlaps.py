"""When two calendars of a file both work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workplan.calendars.hours import DayHours
from workplan.exchange.project.calendars import FileCalendar
from workplan.exchange.project.overlaps import overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

MONDAY, FRIDAY, SATURDAY = (date(2026, 6, day) for day in (1, 5, 6))
MORNING, WHOLE = DayHours(((480, 720),)), DayHours(((480, 720), (780, 1020)))


def calendar(
    weekmask: str, hours: DayHours = WHOLE, *, off: Iterable[date] = (), worked: Iterable[date] = ()
) -> FileCalendar:
    at = {n: hours for n, digit in enumerate(weekmask) if digit == "1"}
    return FileCalendar("Crew", weekmask, set(off), set(worked), hours=at)


def test_a_weekday_is_worked_that_both_work() -> None:
    found = overlap(calendar("1111100"), calendar("0011110"))
    assert found.weekmask == "0011100"
    assert found.name == "Crew"


def test_the_hours_are_those_that_both_have() -> None:
    late = DayHours(((600, 780), (900, 1200)))
    found = overlap(calendar("1111100"), calendar("1111100", late))
    # From ten until noon, and from three until five.
    assert found.hours[0] == DayHours(((600, 720), (900, 1020)))


def test_a_weekday_whose_hours_never_meet_is_not_worked() -> None:
    night = DayHours(((1080, 1320),))
    assert overlap(calendar("1111100", MORNING), calendar("1111100", night)).weekmask == "0000000"


def test_a_day_off_of_either_is_off() -> None:
    found = overlap(calendar("1111100", off={MONDAY}), calendar("1111100", off={FRIDAY}))
    assert found.days_off == {MONDAY, FRIDAY}
    assert found.worked == set()


def test_a_day_worked_against_the_week_is_worked_if_both_do() -> None:
    one = calendar("1111100", worked={SATURDAY})
    assert overlap(one, calendar("1111100", worked={SATURDAY})).worked == {SATURDAY}
    assert overlap(one, calendar("1111100")).worked == set()
    # The other has every Saturday.
    assert overlap(one, calendar("1111110")).worked == {SATURDAY}


def test_what_the_file_says_of_a_day_is_that_of_the_first() -> None:
    one, other = calendar("1111100"), calendar("1111100")
    one.notes, other.notes = {MONDAY: "Inventory"}, {MONDAY: "Closed", FRIDAY: "Picnic"}
    other.has_weeks = True
    found = overlap(one, other)
    assert found.notes == {MONDAY: "Inventory", FRIDAY: "Picnic"}
    assert found.has_weeks
    assert not found.has_hours_apart
