"""Moments of the clock: where a milestone lies between a Friday evening and a Monday morning."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from workplan.calendars.hours import OFFICE_HOURS
from workplan.calendars.instants import Instants
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import MONDAY_TO_FRIDAY, calendar_of

WEEKDAYS = calendar_of(MONDAY_TO_FRIDAY, ())
CLOCK = Instants(WEEKDAYS)
FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 6, day) for day in (5, 6, 7, 8, 9))


def at(day: date) -> int:
    """Return the moment at which a day begins."""
    return day.toordinal()


def test_a_day_opens_when_work_goes_on_and_closes_when_it_pauses() -> None:
    assert CLOCK.start_boundary(FRIDAY) == at(FRIDAY)
    assert CLOCK.start_boundary(SATURDAY) == at(MONDAY)
    assert CLOCK.finish_boundary(FRIDAY) == at(SATURDAY)
    assert CLOCK.finish_boundary(SUNDAY) == at(SATURDAY)
    assert CLOCK.first_boundary(SUNDAY) == at(MONDAY)


@pytest.mark.parametrize(
    ("moment", "opens", "closes"),
    [
        (SATURDAY, MONDAY, FRIDAY),
        (SUNDAY, MONDAY, FRIDAY),
        (MONDAY, MONDAY, FRIDAY),
        (TUESDAY, TUESDAY, MONDAY),
    ],
)
def test_a_moment_opens_the_next_day_of_work_and_closes_the_one_before(
    moment: date, opens: date, closes: date
) -> None:
    assert CLOCK.day_from(at(moment)) == opens
    assert CLOCK.day_until(at(moment)) == closes


@pytest.mark.parametrize(
    ("moment", "earliest", "last", "is_closing"),
    [
        (SATURDAY, SATURDAY, SATURDAY, True),  # The moment at which Friday closes.
        (SUNDAY, MONDAY, SATURDAY, False),  # In the middle of a weekend nothing can lie.
        (MONDAY, MONDAY, MONDAY, False),
        (TUESDAY, TUESDAY, TUESDAY, True),  # Monday closes as Tuesday opens.
    ],
)
def test_a_milestone_lies_where_a_day_closes_or_opens(
    moment: date, earliest: date, last: date, is_closing: bool
) -> None:
    assert CLOCK.worked_before(at(moment)) == at(earliest)
    assert CLOCK.last_until(at(moment)) == at(last)
    assert CLOCK.is_closing(at(moment)) is is_closing


def test_a_moment_is_itself_and_a_lag_goes_by_the_clock() -> None:
    assert CLOCK.opens_at(at(SUNDAY)) == CLOCK.closes_at(at(SUNDAY)) == at(SUNDAY)
    assert CLOCK.elapsed(at(FRIDAY), 2, finish=True) == at(SUNDAY)
    assert CLOCK.elapsed_before(at(MONDAY), 2, finish=False) == at(SATURDAY)


def test_where_days_are_counted_a_moment_is_the_midnight_that_begins_one() -> None:
    assert CLOCK.per_day == 1
    assert CLOCK.weekmask == MONDAY_TO_FRIDAY
    assert CLOCK.moment_from(at(MONDAY)) == datetime(2026, 6, 8)  # noqa: DTZ001  # no zone here
    assert CLOCK.moment_until(at(MONDAY)) == datetime(2026, 6, 8)  # noqa: DTZ001


def test_where_minutes_are_counted_a_day_closes_with_its_hours() -> None:
    clock = Instants(WorkingMinutes(WEEKDAYS, OFFICE_HOURS))
    assert clock.per_day == 480
    closes, opens = clock.finish_boundary(FRIDAY), clock.start_boundary(SATURDAY)
    assert clock.moment_from(closes) == datetime(2026, 6, 5, 17)  # noqa: DTZ001
    assert clock.moment_from(opens) == datetime(2026, 6, 8, 8)  # noqa: DTZ001
    # Noon is a pause: what cannot lie in it lies at its end, or at the latest at its beginning.
    half_past_twelve = opens + 4 * 60 + 30
    assert clock.worked_before(half_past_twelve) == opens + 5 * 60
    assert clock.last_until(half_past_twelve) == opens + 4 * 60
