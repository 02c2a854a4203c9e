"""Early dates, worked out by hand: each kind of link, each constraint, and what has happened."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workplan.scheduling.plain import FIRST, early_days, june, network, placed
from workplan.scheduling.network import Activity, Constraint, Link, LinkType
from workplan.scheduling.order import FS, arrange
from workplan.scheduling.passes.forward import (
    ACTUAL,
    FORECAST,
    START,
    STATUS,
    constrained_start,
    forward_pass,
)


def test_without_links_all_work_begins_with_the_project() -> None:
    plan = network(Activity(1, 3), Activity(2, 0))
    assert early_days(plan) == [(0, 3), (0, 0)]
    assert placed(plan)[1].cause == [START, START]
    assert placed(plan)[1].logic == [None, None]


@pytest.mark.parametrize(
    ("kind", "lag", "successor"),
    [
        ("FS", 0, (4, 7)),
        ("FS", 1, (5, 8)),
        ("FS", -2, (2, 5)),
        ("SS", 0, (0, 3)),
        ("SS", 2, (2, 5)),
        ("FF", 0, (1, 4)),
        ("FF", 2, (3, 6)),
        ("SF", 0, (0, 3)),  # It would have to begin three days before the project does.
        ("SF", 5, (2, 5)),
    ],
)
def test_four_days_push_the_three_days_after_them(
    kind: LinkType, lag: int, successor: tuple[int, int]
) -> None:
    plan = network(Activity(1, 4), Activity(2, 3), Link(1, 2, kind, lag))
    assert early_days(plan) == [(0, 4), successor]


def test_a_lead_may_begin_before_the_project() -> None:
    plan = network(Activity(1, 1), Activity(2, 1), Link(1, 2, "FS", -3))
    assert early_days(plan)[1] == (-2, -1)


def test_the_latest_of_several_links_drives_and_of_equals_the_least() -> None:
    plan = network(Activity(1, 2), Activity(2, 3), Activity(3, 1), Link(2, 3), Link(1, 3))
    assert placed(plan)[1].cause[2] == (1, 2, FS, 0)
    even = network(Activity(1, 2), Activity(2, 2), Activity(3, 1), Link(2, 3), Link(1, 3))
    assert placed(even)[1].cause[2] == (0, 2, FS, 0)


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", 0, 5),  # Friday evening is Monday morning.
        ("FS", 1, 5),  # Saturday evening, too.
        ("FS", 3, 6),  # Monday evening.
        ("SS", 7, 5),  # A week after the first Monday.
        ("FF", 4, 6),  # It ends on Tuesday evening, the seventh day, a day after it began.
    ],
)
def test_a_lag_in_calendar_days_passes_over_the_weekend(
    kind: LinkType, lag: int, start: int
) -> None:
    plan = network(Activity(1, 5), Activity(2, 1), Link(1, 2, kind, lag, is_elapsed=True))
    assert early_days(plan)[1] == (start, start + 1)


def test_nothing_that_is_not_begun_lies_before_the_status_date() -> None:
    plan = network(Activity(1, 1), Activity(2, 1), Link(1, 2), status_on=june(3))
    assert early_days(plan) == [(2, 3), (3, 4)]
    assert placed(plan)[1].cause == [STATUS, (0, 1, FS, 0)]


def test_what_remains_of_begun_work_runs_from_the_status_date() -> None:
    begun = Activity(1, 10, actual_start_on=june(1), percent=40)
    plan = network(begun, status_on=june(8))
    _, early = placed(plan)
    # Six days of ten remain, from the second Monday on.
    assert early_days(plan) == [(0, 11)]
    assert early.remaining == [6]
    assert early.cause == [STATUS]


def test_without_a_status_date_begun_work_ends_by_its_duration() -> None:
    plan = network(Activity(1, 10, actual_start_on=june(3), percent=40))
    assert early_days(plan) == [(2, 12)]
    assert placed(plan)[1].cause == [ACTUAL]


def test_begun_work_waits_for_its_predecessor_with_the_rest() -> None:
    begun = Activity(2, 4, actual_start_on=june(2), percent=50)
    plan = network(Activity(1, 6), begun, Link(1, 2), status_on=june(3))
    # The predecessor runs from Wednesday for six days; then two days of four remain.
    assert early_days(plan) == [(2, 8), (1, 10)]
    assert placed(plan)[1].cause[1] == (0, 1, FS, 0)


def test_finished_work_stands_where_it_was_done() -> None:
    done = Activity(1, 9, actual_start_on=june(2), actual_finish_on=june(5), percent=100)
    alone = Activity(2, 3, actual_finish_on=june(5))
    plan = network(done, alone)
    assert early_days(plan) == [(1, 5), (2, 5)]
    assert placed(plan)[1].remaining == [0, 0]


def test_a_later_finish_that_is_reported_stands_and_an_earlier_one_does_not() -> None:
    later = Activity(1, 2, forecast_on=june(12))
    earlier = Activity(2, 8, forecast_on=june(2))
    milestone = Activity(3, 0, forecast_on=june(4))
    plan = network(later, earlier, milestone, status_on=june(1))
    assert early_days(plan) == [(0, 10), (0, 8), (4, 4)]
    assert placed(plan)[1].cause == [FORECAST, START, FORECAST]
    # Without a status date there is no report to count from.
    assert early_days(network(later)) == [(0, 2)]


@pytest.mark.parametrize(
    ("code", "on", "dates", "is_driving"),
    [
        ("SNET", june(8), (5, 8), True),
        ("SNET", june(2), (4, 7), False),
        ("FNET", june(15), (8, 11), True),
        ("SNLT", june(3), (2, 5), True),
        ("SNLT", june(10), (4, 7), False),
        ("FNLT", june(4), (1, 4), True),
        ("MSO", june(2), (1, 4), True),
        ("MFO", june(16), (9, 12), True),
    ],
)
def test_a_constraint_moves_work_of_three_days_that_links_let_begin_on_friday(
    code: Constraint, on: date, dates: tuple[int, int], is_driving: bool
) -> None:
    held = Activity(2, 3, constraint=code, constraint_on=on)
    plan = network(Activity(1, 4), held, Link(1, 2))
    _, early = placed(plan)
    assert early_days(plan)[1] == dates
    assert early.cause[1] == (code if is_driving else (0, 1, FS, 0))
    # What links alone allow is kept, so that a date that overrides them is found out.
    assert early.logic[1] == FIRST + 4


def test_a_constraint_that_links_satisfy_puts_a_start_nowhere() -> None:
    plan = network(Activity(1, 3, constraint="SNET", constraint_on=june(3)))
    [leaf] = plan.activities
    axis = plan.calendar
    assert constrained_start(axis, leaf, FIRST + 2, FIRST) is None
    assert constrained_start(axis, leaf, FIRST + 1, FIRST) == FIRST + 2
    assert constrained_start(axis, leaf, None, FIRST) == FIRST + 2


def test_work_as_late_as_possible_does_not_start_before_what_it_is_pinned_to() -> None:
    plan = network(Activity(1, 2), Activity(2, 5))
    graph = arrange(plan)
    early = forward_pass(plan, graph, {0: FIRST + 3})
    assert [start - FIRST for start in early.start] == [3, 0]
    assert early.cause == ["ALAP", START]
