"""Working days and the boundaries between them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.federal import federal_holidays
from workplan.calendars.working import (
    MONDAY_TO_FRIDAY,
    CalendarEmpty,
    WorkingCalendar,
    calendar_of,
    federal_calendar,
)
from workplan.errors import InvalidInput

dates = st.dates(date(2020, 1, 1), date(2035, 12, 31))
weekmasks = st.text("01", min_size=7, max_size=7).filter(lambda mask: "1" in mask)
calendars = st.builds(calendar_of, weekmasks, st.lists(dates, max_size=20)) | st.builds(
    federal_calendar
)


@given(calendars, dates)
def test_a_boundary_leads_back_to_its_working_day(calendar: WorkingCalendar, day: date) -> None:
    starts, ends = calendar.start_boundary(day), calendar.finish_boundary(day)

    if calendar.is_working(day):
        assert calendar.day_from(starts) == calendar.day_until(ends) == day
        assert ends == starts + 1
    else:
        assert calendar.day_until(ends) < day < calendar.day_from(starts)
        assert ends == starts


@given(calendars, dates, st.integers(-2000, 2000))
def test_every_boundary_stands_between_two_days(
    calendar: WorkingCalendar, day: date, ahead: int
) -> None:
    boundary = calendar.start_boundary(day) + ahead

    assert calendar.start_boundary(calendar.day_from(boundary)) == boundary
    assert calendar.finish_boundary(calendar.day_until(boundary)) == boundary
    assert calendar.day_until(boundary) < calendar.day_from(boundary)


@given(calendars, dates, dates)
def test_boundaries_count_the_working_days_between(
    calendar: WorkingCalendar, first: date, last: date
) -> None:
    low, high = sorted((first, last))
    between = (low + timedelta(days=n) for n in range((high - low).days))

    counted = calendar.start_boundary(high) - calendar.start_boundary(low)

    assert counted == sum(calendar.is_working(day) for day in between)


@given(calendars, dates, st.integers(-60, 60), st.booleans())
def test_an_elapsed_lag_leads_to_the_first_working_moment_after_its_days(
    calendar: WorkingCalendar, day: date, days: int, finish: bool
) -> None:
    moment = calendar.start_boundary(day)
    counted_from = calendar.day_until(moment) if finish else calendar.day_from(moment)

    landed = calendar.elapsed(moment, days, finish=finish)

    # The end of a day is the start of the next one.
    over = counted_from + timedelta(days=days + finish)
    assert calendar.day_until(landed) < over <= calendar.day_from(landed)


@given(calendars, dates, st.integers(-60, 60), st.booleans(), st.integers(-30, 30))
def test_counting_an_elapsed_lag_backwards_gives_the_last_moment_that_still_fits(
    calendar: WorkingCalendar, day: date, days: int, finish: bool, ahead: int
) -> None:
    end = calendar.start_boundary(day)
    last = calendar.elapsed_before(end, days, finish=finish)

    fits = calendar.elapsed(last + ahead, days, finish=finish) <= end

    assert fits == (ahead <= 0)


def test_an_elapsed_lag_over_a_weekend_moves_to_monday() -> None:
    calendar = federal_calendar()
    published = calendar.finish_boundary(date(2020, 1, 23))

    assert date(2020, 1, 23) + timedelta(days=45) == date(2020, 3, 8)  # A Sunday
    assert calendar.day_from(calendar.elapsed(published, 45, finish=True)) == date(2020, 3, 9)


def test_friday_evening_is_monday_morning() -> None:
    calendar = federal_calendar()

    assert calendar.finish_boundary(date(2026, 10, 2)) == calendar.start_boundary(date(2026, 10, 5))


def test_a_day_off_starts_on_the_next_working_day_and_ends_on_the_previous_one() -> None:
    calendar, thanksgiving = federal_calendar(), date(2026, 11, 26)

    assert calendar.day_from(calendar.start_boundary(thanksgiving)) == date(2026, 11, 27)
    assert calendar.day_until(calendar.finish_boundary(thanksgiving)) == date(2026, 11, 25)
    assert calendar.on_or_before(thanksgiving) == date(2026, 11, 25)
    assert calendar.on_or_before(date(2026, 11, 25)) == date(2026, 11, 25)


def test_days_are_shifted_and_counted_across_the_year_end() -> None:
    calendar = federal_calendar()

    assert calendar.shift(date(2026, 12, 30), 3) == date(2027, 1, 5)
    assert calendar.shift(date(2027, 1, 5), -3) == date(2026, 12, 30)
    assert calendar.working_days_between(date(2026, 12, 30), date(2027, 1, 5)) == 3
    assert calendar.working_days_between(date(2027, 1, 5), date(2026, 12, 30)) == -3


def test_leap_day_is_a_working_day_like_any_other() -> None:
    calendar = federal_calendar()

    assert calendar.is_working(date(2028, 2, 29))
    assert calendar.shift(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert calendar.shift(date(2028, 2, 29), 1) == date(2028, 3, 1)
    assert calendar.shift(date(2100, 2, 26), 1) == date(2100, 3, 1)


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1), date.min, date.max])
def test_a_year_outside_1900_to_2199_is_refused(day: date) -> None:
    for boundary in (federal_calendar().start_boundary, federal_calendar().finish_boundary):
        with pytest.raises(InvalidInput) as refused:
            boundary(day)
        assert f"The year {day.year} lies outside 1900 to 2199." in str(refused.value)


def test_the_first_and_the_last_day_of_the_calendar_are_accepted() -> None:
    calendar = calendar_of("1111111", [])
    first, last = date(1900, 1, 1), date(2199, 12, 31)

    assert calendar.day_from(calendar.start_boundary(first)) == first
    assert calendar.day_until(calendar.finish_boundary(last)) == last


def test_counting_past_the_last_year_is_refused() -> None:
    calendar = federal_calendar()

    with pytest.raises(InvalidInput, match="The year 2200 lies outside 1900 to 2199"):
        calendar.day_from(calendar.start_boundary(date(2199, 12, 1)) + 100)


@pytest.mark.parametrize("weekmask", ["", "11111", "11111000", "111110x", "Mon-Fri"])
def test_a_week_that_is_not_seven_digits_is_refused(weekmask: str) -> None:
    with pytest.raises(InvalidInput, match="give seven digits, Monday first") as refused:
        calendar_of(weekmask, [])
    assert refused.value.field == "weekmask"
    assert f"“{weekmask}”" in str(refused.value)


def test_a_week_without_a_working_day_is_refused_as_an_empty_calendar() -> None:
    with pytest.raises(CalendarEmpty, match="with at least one 1"):
        calendar_of("0000000", [])


def days_off(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_a_calendar_without_a_working_day_in_five_years_is_empty() -> None:
    calendar = calendar_of(MONDAY_TO_FRIDAY, days_off(date(2026, 1, 1), date(2031, 1, 1)))

    with pytest.raises(CalendarEmpty, match="no working day in the five years from 2026-01-01"):
        calendar.first_boundary(date(2026, 1, 1))


def test_a_calendar_that_works_again_within_five_years_is_not_empty() -> None:
    calendar = calendar_of(MONDAY_TO_FRIDAY, days_off(date(2026, 1, 1), date(2030, 12, 31)))

    first = calendar.first_boundary(date(2026, 1, 2))

    assert calendar.day_from(first) == date(2031, 1, 1)


def test_an_empty_calendar_is_empty_however_far_it_has_grown() -> None:
    calendar = calendar_of(MONDAY_TO_FRIDAY, days_off(date(2026, 1, 1), date(2031, 6, 1)))
    calendar.start_boundary(date(2040, 1, 1))

    with pytest.raises(CalendarEmpty):
        calendar.first_boundary(date(2026, 1, 1))


def test_the_last_days_of_the_last_year_are_not_taken_for_an_empty_calendar() -> None:
    calendar = calendar_of("1111111", [])

    assert calendar.day_from(calendar.first_boundary(date(2199, 12, 31))) == date(2199, 12, 31)
    with pytest.raises(CalendarEmpty):
        calendar_of("1000000", []).first_boundary(date(2199, 12, 31))  # A Tuesday


WORKED_IN_THE_TWENTIES = [
    day
    for day in (date(2020, 1, 1) + timedelta(days=n) for n in range(3653))
    if day.weekday() < 5 and day not in federal_holidays(day.year)
]


@given(st.permutations(range(2020, 2030)))
def test_calendars_that_grow_in_any_order_give_the_same_days(years: list[int]) -> None:
    calendar = WorkingCalendar(MONDAY_TO_FRIDAY, federal_holidays)
    origin = calendar.start_boundary(date(years[0], 6, 1))

    for year in years:
        calendar.start_boundary(date(year, 6, 1))

    assert calendar.start_boundary(date(years[0], 6, 1)) == origin
    first = calendar.start_boundary(date(2020, 1, 1))
    assert [
        calendar.day_from(first + n) for n in range(len(WORKED_IN_THE_TWENTIES))
    ] == WORKED_IN_THE_TWENTIES


def slow_holidays(year: int) -> Iterable[date]:
    """Return no holidays, late enough for another thread to ask meanwhile."""
    time.sleep(0.0002)
    return [date(year, 1, 1)]


def test_threads_that_grow_a_calendar_together_agree_on_its_boundaries() -> None:
    for _ in range(5):
        calendar = WorkingCalendar(MONDAY_TO_FRIDAY, slow_holidays)
        asked = [date(year, 3, 2) for year in (2026, 2010, 2045, 2030, 2015, 2040, 2020, 2035)]
        with ThreadPoolExecutor(len(asked)) as pool:
            boundaries = [*pool.map(calendar.start_boundary, asked)]

        assert boundaries == [calendar.start_boundary(day) for day in asked]
        assert [calendar.day_from(boundary) for boundary in boundaries] == [
            calendar.day_from(calendar.start_boundary(day)) for day in asked
        ]
