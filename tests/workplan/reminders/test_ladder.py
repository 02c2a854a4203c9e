"""Which rung falls on which day, and which of them are due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.working import calendar_of, federal_calendar
from workplan.reminders.ladder import (
    DEFAULT_LADDER,
    OpenTask,
    Rule,
    due_on,
    falling,
    horizon,
    send_day,
)

FRIDAY_AFTER_THANKSGIVING = date(2026, 11, 27)
LONG_AGO = date(2026, 1, 2)
AGREED = [(rung, audience) for rung, audience in DEFAULT_LADDER if audience != "followers"]
RULES = [Rule(n, rung, audience) for n, (rung, audience) in enumerate(AGREED, 1)]


def due(today: date, due_on_: date, armed_on: date = LONG_AGO) -> list[tuple[int, str, bool]]:
    """Return rung, audience and whether it is missed, of what has come by a day."""
    task = OpenTask(1, due_on_, armed_on)
    found = due_on(today, federal_calendar(), [task], RULES)
    return sorted((d.rule.rung_days, d.rule.audience, d.is_missed) for d in found)


def test_the_default_ladder_is_the_one_that_was_agreed() -> None:
    leads = [rung for rung, audience in DEFAULT_LADDER if audience == "lead"]
    assert leads == [-30, -14, -7, -3, -1, 0, 1, 3]
    assert (3, "supervisor") in DEFAULT_LADDER
    assert (5, "coordinator") in DEFAULT_LADDER
    assert len(AGREED) == 10
    assert set(DEFAULT_LADDER) - set(AGREED) == {(n, "followers") for n in (-7, 0, 1)}


@pytest.mark.parametrize(
    ("rung", "day"),
    [
        (-30, date(2026, 10, 14)),
        (-14, date(2026, 11, 5)),
        (-7, date(2026, 11, 17)),
        (-3, date(2026, 11, 23)),
        (-1, date(2026, 11, 25)),  # Thanksgiving lies between.
        (0, date(2026, 11, 27)),
        (1, date(2026, 11, 30)),
        (3, date(2026, 12, 2)),
        (5, date(2026, 12, 4)),
    ],
)
def test_a_rung_counts_working_days_around_thanksgiving_and_veterans_day(
    rung: int, day: date
) -> None:
    assert send_day(federal_calendar(), FRIDAY_AFTER_THANKSGIVING, rung) == day


@pytest.mark.parametrize("due_day", [date(2026, 11, 28), date(2026, 11, 29)])
def test_a_suspense_on_a_weekend_counts_from_the_friday_before(due_day: date) -> None:
    for rung, _ in DEFAULT_LADDER:
        assert send_day(federal_calendar(), due_day, rung) == send_day(
            federal_calendar(), FRIDAY_AFTER_THANKSGIVING, rung
        )


def test_a_suspense_on_a_holiday_counts_from_the_working_day_before() -> None:
    assert send_day(federal_calendar(), date(2026, 11, 11), 0) == date(2026, 11, 10)


def test_no_rung_of_a_whole_year_of_suspenses_falls_on_a_day_off() -> None:
    calendar = federal_calendar()
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        for rung, _ in DEFAULT_LADDER:
            assert calendar.is_working(send_day(calendar, date.fromordinal(ordinal), rung))


def test_on_a_day_off_nothing_is_due() -> None:
    for day_off in (date(2026, 11, 26), date(2026, 11, 28), date(2026, 11, 29)):
        assert due(day_off, FRIDAY_AFTER_THANKSGIVING) == []


def test_only_the_latest_rung_of_an_audience_is_worth_a_mail() -> None:
    assert due(date(2026, 11, 24), FRIDAY_AFTER_THANKSGIVING) == [
        (-30, "lead", True),
        (-14, "lead", True),
        (-7, "lead", True),
        (-3, "lead", False),
    ]


def test_each_audience_has_its_own_latest_rung() -> None:
    latest = [found for found in due(date(2026, 12, 4), FRIDAY_AFTER_THANKSGIVING) if not found[2]]
    assert latest == [(3, "lead", False), (3, "supervisor", False), (5, "coordinator", False)]


def test_a_rung_from_before_the_suspense_was_set_is_neither_due_nor_missed() -> None:
    armed_on = date(2026, 11, 18)
    assert due(date(2026, 11, 20), FRIDAY_AFTER_THANKSGIVING, armed_on) == []
    assert due(date(2026, 11, 23), FRIDAY_AFTER_THANKSGIVING, armed_on) == [(-3, "lead", False)]


def test_a_rung_on_the_day_on_which_the_suspense_was_set_is_due() -> None:
    armed_on = date(2026, 11, 25)
    assert due(armed_on, FRIDAY_AFTER_THANKSGIVING, armed_on) == [(-1, "lead", False)]


def test_on_the_friday_before_a_sunday_suspense_the_day_itself_is_due() -> None:
    assert due(date(2026, 11, 27), date(2026, 11, 29), date(2026, 11, 27)) == [(0, "lead", False)]


@pytest.mark.parametrize("far", [date(1900, 1, 2), date(2199, 12, 31)])
def test_a_suspense_at_the_end_of_the_calendar_stops_no_planner(far: date) -> None:
    assert all(rung <= 0 for rung, _, _ in due(date(2026, 11, 24), far, date(2026, 11, 24)))


def test_a_rung_counts_the_days_of_the_plan_and_falls_on_a_day_of_mail() -> None:
    mail = federal_calendar()
    closed = calendar_of("1111100", [date(2026, 11, 25)], is_federal=True)
    assert send_day(closed, FRIDAY_AFTER_THANKSGIVING, -1, mail) == date(2026, 11, 24)
    weekends = calendar_of("1111111", [], [])
    assert send_day(weekends, date(2026, 11, 22), 0, mail) == date(2026, 11, 20)
    assert send_day(weekends, FRIDAY_AFTER_THANKSGIVING, -1, mail) == date(2026, 11, 25)
    assert send_day(weekends, FRIDAY_AFTER_THANKSGIVING, 1, mail) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        (-10, date(2026, 11, 17)),  # from Friday the 27th to a Tuesday
        (-5, date(2026, 11, 20)),  # Sunday the 22nd: the Friday before
        (-1, date(2026, 11, 25)),  # Thanksgiving: the Wednesday before
        (1, date(2026, 11, 30)),  # Saturday: the Monday after
        (0, date(2026, 11, 27)),
    ],
)
def test_calendar_days_count_every_day_and_mail_keeps_to_working_ones(
    rung: int, expected: date
) -> None:
    mail = federal_calendar()
    day = send_day(mail, FRIDAY_AFTER_THANKSGIVING, rung, mail, "calendar")
    assert day == expected


@pytest.mark.parametrize(
    ("due", "rung", "expected"),
    [
        (date(2028, 3, 1), -1, date(2028, 2, 29)),  # leap day
        (date(2027, 1, 4), -4, date(2026, 12, 31)),  # year end
        (date(2027, 1, 1), 0, date(2026, 12, 31)),  # New Year's Day is a day off
    ],
)
def test_the_ends_of_years_and_leap_days_are_counted_by_the_calendar(
    due: date, rung: int, expected: date
) -> None:
    calendar = federal_calendar()
    assert send_day(calendar, due, rung, calendar, "calendar") == expected


def test_a_rung_with_a_condition_does_not_take_the_place_of_one_without() -> None:
    rules = [Rule(1, -7, "lead"), Rule(2, -5, "lead", condition="blocked")]
    task = OpenTask(1, FRIDAY_AFTER_THANKSGIVING, LONG_AGO)
    found = due_on(date(2026, 11, 23), federal_calendar(), [task], rules)
    assert {(one.rule.id, one.is_missed) for one in found} == {(1, False), (2, False)}


@given(
    by=st.dates(date(2026, 1, 2), date(2027, 11, 30)),
    away=st.integers(-60, 500),
    rules=st.lists(
        st.builds(
            Rule,
            id=st.integers(1, 9),
            rung_days=st.integers(-60, 10),
            audience=st.just("lead"),
            counted_in=st.sampled_from(["working", "calendar"]),
        ),
        max_size=4,
    ),
    off=st.sets(st.dates(date(2026, 1, 2), date(2028, 6, 1)), max_size=40),
)
def test_no_suspense_beyond_the_horizon_has_a_rung_by_then(
    by: date, away: int, rules: list[Rule], off: set[date]
) -> None:
    plan, mail = calendar_of("1111100", off, is_federal=True), federal_calendar()
    task = OpenTask(1, by + timedelta(days=away), LONG_AGO)
    found = falling(date(2025, 12, 1), by, plan, task, rules, mail)
    if task.due_on >= horizon(by, plan, rules, mail):
        assert found == []


def test_rules_that_name_different_people_do_not_take_each_others_place() -> None:
    monday, friday = date(2026, 11, 16), date(2026, 11, 13)
    rules = [
        Rule(1, -3, "named", "calendar", named=(7,)),
        Rule(2, -1, "named", named=(8,)),
    ]
    found = due_on(friday, federal_calendar(), [OpenTask(1, monday, LONG_AGO)], rules)
    assert [(one.rule.id, one.is_missed) for one in found] == [(1, False), (2, False)]
