"""Working minutes: the same moments as boundaries of days, and those between them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.hours import OFFICE_HOURS, read_hours
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import federal_calendar

at = datetime.fromisoformat
OFFICE = WorkingMinutes(federal_calendar(), OFFICE_HOURS)
UNEVEN = WorkingMinutes(
    federal_calendar(),
    read_hours("; ".join(["09:00-12:30 13:00-18:00"] * 4 + ["08:00-13:00", "-", "-"])),
)
MONDAY = date(2027, 1, 4)

DAYS = st.dates(date(2026, 12, 1), date(2027, 12, 31))
MOMENTS = st.datetimes(at("2026-12-01 00:00"), at("2027-12-31 00:00")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@given(DAYS)
def test_whole_days_lie_where_the_calendar_of_days_has_them(day: date) -> None:
    days = federal_calendar()

    assert OFFICE.start_boundary(day) == days.start_boundary(day) * 480
    assert OFFICE.finish_boundary(day) == days.finish_boundary(day) * 480


@given(MOMENTS)
def test_a_position_never_runs_ahead_of_the_clock(moment: datetime) -> None:
    for calendar in (OFFICE, UNEVEN):
        here = calendar.start_boundary(moment)

        assert calendar.moment_until(here) <= moment
        assert calendar.moment_from(here) >= moment


@given(st.integers(-100_000, 100_000))
def test_a_moment_reads_back_as_its_position(position: int) -> None:
    for calendar in (OFFICE, UNEVEN):
        assert calendar.start_boundary(calendar.moment_from(position)) == position
        assert calendar.finish_boundary(calendar.moment_until(position)) == position
        assert calendar.day_from(position) == calendar.moment_from(position).date()


@given(DAYS, st.integers(-40, 40), st.booleans())
def test_calendar_days_lead_where_they_lead_among_whole_days(
    day: date, lag: int, finish: bool
) -> None:
    days = federal_calendar()
    boundary = days.start_boundary(day)

    there = OFFICE.elapsed(boundary * 480, lag * 1440, finish=finish)

    assert there == days.elapsed(boundary, lag, finish=finish) * 480


@given(st.integers(-3_000, 3_000), st.integers(-4_000, 4_000), st.booleans())
def test_the_last_position_before_a_lag_is_the_last(position: int, lag: int, finish: bool) -> None:
    for calendar in (OFFICE, UNEVEN):
        last = calendar.elapsed_before(position, lag, finish=finish)

        assert calendar.elapsed(last, lag, finish=finish) <= position
        assert calendar.elapsed(last + 1, lag, finish=finish) > position


def test_half_a_day_from_the_morning_ends_at_noon() -> None:
    start = OFFICE.start_boundary(MONDAY)

    assert OFFICE.moment_from(start) == at("2027-01-04 08:00")
    assert OFFICE.moment_until(start + 240) == at("2027-01-04 12:00")
    assert OFFICE.moment_from(start + 240) == at("2027-01-04 13:00")


def test_a_short_friday_is_over_at_its_own_hour() -> None:
    friday = date(2027, 1, 8)

    assert UNEVEN.finish_boundary(friday) - UNEVEN.start_boundary(friday) == 300
    assert UNEVEN.moment_until(UNEVEN.finish_boundary(friday)) == at("2027-01-08 13:00")


def test_positions_stay_as_the_calendar_grows_by_years() -> None:
    calendar = WorkingMinutes(federal_calendar(), OFFICE_HOURS)
    before = calendar.start_boundary(MONDAY)

    calendar.day_from(before + 480 * 3_000)
    calendar.day_from(before - 480 * 3_000)

    assert calendar.start_boundary(MONDAY) == before
    assert calendar.moment_from(before) - timedelta(hours=8) == at("2027-01-04 00:00")
