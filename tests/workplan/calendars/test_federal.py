"""Federal holidays against the rules of 5 U.S.C. 6103, which are stated here once more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workplan.calendars.federal import federal_holidays
from workplan.calendars.working import federal_calendar

YEARS = range(2017, 2036)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """Return the n-th such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def last_monday_of_may(year: int) -> date:
    end = date(year, 5, 31)
    return end - timedelta(days=end.weekday())


def legal_holidays(year: int) -> list[date]:
    """Return the days that the statute names."""
    days = [
        date(year, 1, 1),
        nth(year, 1, MONDAY, 3),
        nth(year, 2, MONDAY, 3),
        last_monday_of_may(year),
        date(year, 7, 4),
        nth(year, 9, MONDAY, 1),
        nth(year, 10, MONDAY, 2),
        date(year, 11, 11),
        nth(year, 11, THURSDAY, 4),
        date(year, 12, 25),
    ]
    return days if year < 2021 else [*days, date(year, 6, 19)]


def observed(day: date) -> date:
    """Return when a Monday-to-Friday office has the day off."""
    shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def inauguration(year: int) -> set[date]:
    """Return the day of a year in which a president is sworn in; a Saturday has no substitute."""
    day = date(year, 1, 20)
    if year % 4 != 1 or day.weekday() == SATURDAY:
        return set()
    return {observed(day)}


def weekdays_off(year: int) -> set[date]:
    return {day for day in federal_holidays(year) if day.weekday() < SATURDAY}


@pytest.mark.parametrize("year", YEARS)
def test_the_days_off_of_a_year_follow_the_statute(year: int) -> None:
    # New Year’s Day of the next year is observed in this one when it is a Saturday.
    legal = [observed(day) for y in (year, year + 1) for day in legal_holidays(y)]

    assert weekdays_off(year) == {d for d in legal if d.year == year} | inauguration(year)


def test_eleven_holidays_are_observed_on_eleven_days() -> None:
    assert len(weekdays_off(2026)) == 11
    assert len(weekdays_off(2019)) == 10


@pytest.mark.parametrize(
    ("holiday", "day_off"),
    [
        (date(2026, 7, 4), date(2026, 7, 3)),  # Saturday → Friday
        (date(2027, 7, 4), date(2027, 7, 5)),  # Sunday → Monday
        (date(2022, 1, 1), date(2021, 12, 31)),  # Saturday → Friday of the year before
        (date(2023, 1, 1), date(2023, 1, 2)),
        (date(2021, 6, 19), date(2021, 6, 18)),  # The first Juneteenth
    ],
)
def test_a_holiday_at_the_weekend_is_observed_beside_it(holiday: date, day_off: date) -> None:
    assert day_off in federal_holidays(day_off.year)
    assert not federal_calendar().is_working(day_off)
    assert not federal_calendar().is_working(holiday)


def test_juneteenth_is_a_holiday_only_since_2021() -> None:
    assert federal_calendar().is_working(date(2020, 6, 19))
    assert not federal_calendar().is_working(date(2021, 6, 18))
    assert not federal_calendar().is_working(date(2023, 6, 19))


@pytest.mark.parametrize(
    "day", [date(2013, 1, 21), date(2017, 1, 20), date(2021, 1, 20), date(2025, 1, 20)]
)
def test_inauguration_day_is_off_in_washington(day: date) -> None:
    assert day in federal_holidays(day.year)
    assert not federal_calendar().is_working(day)


def test_inauguration_day_counts_in_the_washington_area_only() -> None:
    assert date(2021, 1, 20) in federal_holidays(2021)
    assert date(2021, 1, 20) not in federal_holidays(2021, washington=False)


def test_inauguration_day_on_a_saturday_has_no_substitute() -> None:
    assert date(2029, 1, 20).weekday() == SATURDAY
    assert federal_calendar().is_working(date(2029, 1, 19))
    assert federal_calendar().is_working(date(2029, 1, 22))


def test_only_the_years_after_an_election_have_an_inauguration_day() -> None:
    for year in YEARS:
        named = "Inauguration Day" in federal_holidays(year).values()
        # In 2025 it falls together with the birthday of Martin Luther King, Jr.
        assert named == (year in (2017, 2021, 2029, 2033))
