"""Links between calendars, worked out by hand: one end works weekdays, the other weekends, too."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workplan.scheduling.plain import CALENDAR, MONDAY, june, network
from workplan.calendars.instants import Instants
from workplan.calendars.working import calendar_of
from workplan.scheduling.apart import (
    APART,
    ELAPSED,
    allowed,
    axes_of,
    counted,
    ends,
    firsts,
    last_finish,
    last_start,
    latest,
)
from workplan.scheduling.network import Activity, Network
from workplan.scheduling.order import FS, SS

EVERY_DAY = calendar_of("1111111", ())
AXES = (CALENDAR, EVERY_DAY)
THERE, BACK = (0, 1), (1, 0)


def weekdays(day: date) -> int:
    """Return where a day begins on the calendar of weekdays."""
    return CALENDAR.start_boundary(day)


def all_days(day: date) -> int:
    """Return where a day begins on the calendar of every day."""
    return EVERY_DAY.start_boundary(day)


def test_work_without_a_calendar_of_its_own_counts_on_that_of_the_plan() -> None:
    plan = network(Activity(1, 2), Activity(2, 0))
    assert axes_of(plan, plan.activities) == [CALENDAR, CALENDAR]


def test_a_milestone_lies_on_the_clock_where_several_calendars_work() -> None:
    leaves = [Activity(1, 2), Activity(2, 2), Activity(3, 0), Activity(4, 0)]
    plan = Network(leaves, (), CALENDAR, MONDAY, calendars={2: EVERY_DAY})
    first, second, third, fourth = axes_of(plan, leaves)
    assert (first, second) == (CALENDAR, EVERY_DAY)
    assert isinstance(third, Instants)
    assert third is fourth


def test_all_work_can_begin_once_the_calendar_of_the_plan_opens() -> None:
    saturday = june(6)
    plan = Network([Activity(1, 1), Activity(2, 1)], (), CALENDAR, saturday, calendars={})
    assert firsts(plan, AXES, [1]) == [weekdays(june(8)), all_days(june(8))]
    assert firsts(plan, AXES, []) == [weekdays(june(8)), weekdays(june(8))]


def test_the_plan_ends_for_each_calendar_at_the_same_moment() -> None:
    # One ends on Friday evening, the other on Saturday evening: nobody of the weekdays works then.
    finishes = [weekdays(june(8)), all_days(june(7))]
    assert ends(AXES, finishes, [1]) == [weekdays(june(8)), all_days(june(7))]


@pytest.mark.parametrize(
    ("way", "code", "finish", "lag", "found"),
    [
        # Work of weekdays that ends on Friday lets work of every day begin on Saturday.
        (THERE, FS, weekdays(june(8)), 0, all_days(june(6))),
        (THERE, FS, weekdays(june(8)), 1, all_days(june(7))),
        # What ends on Saturday lets work of weekdays begin on Monday, a day later on Tuesday.
        (BACK, FS, all_days(june(7)), 0, weekdays(june(8))),
        (BACK, FS, all_days(june(7)), 1, weekdays(june(9))),
        # Two days of the clock after Friday evening are over on Sunday evening.
        (THERE, FS + ELAPSED, weekdays(june(8)), 2, all_days(june(8))),
    ],
)
def test_what_a_link_allows_is_told_by_the_clock(
    way: tuple[int, int], code: int, finish: int, lag: int, found: int
) -> None:
    assert allowed(AXES, finish - 1, finish, (*way, code + APART, lag)) == found


def test_a_link_between_starts_counts_from_when_work_begins() -> None:
    monday = weekdays(june(8))
    # By its start it is Monday, although the same boundary ends on Friday.
    assert allowed(AXES, monday, monday + 1, (*THERE, SS + APART, 0)) == all_days(june(8))


@pytest.mark.parametrize(
    ("way", "code", "lag", "bound", "last"),
    [
        # To begin on Sunday, work of weekdays has to be over on Friday.
        (THERE, FS, 0, all_days(june(7)), weekdays(june(8))),
        # To begin on Monday, work of every day may go on until Sunday evening.
        (BACK, FS, 0, weekdays(june(8)), all_days(june(8))),
        (BACK, FS, 1, weekdays(june(9)), all_days(june(8))),
        (THERE, FS + ELAPSED, 2, all_days(june(8)), weekdays(june(8))),
    ],
)
def test_the_last_moment_from_which_a_link_holds_is_the_inverse(
    way: tuple[int, int], code: int, lag: int, bound: int, last: int
) -> None:
    edge = (*way, code + APART, lag)
    assert latest(AXES, edge, bound) == last
    assert allowed(AXES, last - 1, last, edge) <= bound < allowed(AXES, last, last + 1, edge)


def test_work_that_has_to_end_on_the_weekend_ends_on_friday_and_goes_on_on_friday() -> None:
    sunday = june(7).toordinal()
    assert last_finish(CALENDAR, sunday) == weekdays(june(8))
    # Monday has not opened on Sunday, so the last day that has is Friday.
    assert last_start(CALENDAR, sunday) == weekdays(june(5))
    assert last_start(CALENDAR, june(8).toordinal()) == weekdays(june(8))


def test_between_moments_the_working_time_of_their_calendar_is_counted() -> None:
    friday, tuesday = june(5).toordinal(), june(9).toordinal()
    assert counted(Instants(CALENDAR), friday, tuesday) == 2
    assert counted(CALENDAR, 3, 7.5) == 4.5
