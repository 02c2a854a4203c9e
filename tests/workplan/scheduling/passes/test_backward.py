"""Late dates, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workplan.scheduling.plain import june, late_days, network
from workplan.scheduling.network import Activity, Constraint, Link, LinkType


def test_what_nothing_follows_may_end_with_the_plan() -> None:
    plan = network(Activity(1, 3), Activity(2, 2), Activity(3, 1), Link(1, 2))
    assert late_days(plan) == [(0, 3), (3, 5), (4, 5)]


@pytest.mark.parametrize(
    ("kind", "lag", "late"),
    [
        ("FS", 0, (0, 4)),
        ("FS", 2, (0, 4)),
        ("SS", 0, (0, 4)),  # Ten days begin with it, and the plan ends with them.
        ("SS", 1, (0, 4)),
        ("FF", 0, (6, 10)),
        ("FF", 3, (3, 7)),
        ("SF", 0, (6, 10)),
        ("SF", 2, (6, 10)),
    ],
)
def test_how_late_four_days_may_be_depends_on_the_ten_days_after_them(
    kind: LinkType, lag: int, late: tuple[int, int]
) -> None:
    plan = network(Activity(1, 4), Activity(2, 10), Link(1, 2, kind, lag))
    assert late_days(plan)[0] == late


def test_a_suspense_holds_what_it_is_for_and_what_comes_before() -> None:
    plan = network(Activity(1, 3), Activity(2, 2), Activity(3, 9), Link(1, 2))
    assert late_days(plan, {1: june(4)}) == [(-1, 2), (2, 4), (0, 9)]
    # One that lies after the end of the plan holds nothing.
    assert late_days(plan, {1: june(30)})[1] == (7, 9)


@pytest.mark.parametrize(
    ("code", "on", "late"),
    [
        ("SNLT", june(3), (2, 5)),
        ("FNLT", june(9), (4, 7)),
        ("MSO", june(2), (1, 4)),
        ("MFO", june(9), (4, 7)),
        ("SNET", june(2), (7, 10)),
    ],
)
def test_a_hard_date_is_how_late_work_of_three_days_may_be(
    code: Constraint, on: date, late: tuple[int, int]
) -> None:
    plan = network(Activity(1, 10), Activity(2, 3, constraint=code, constraint_on=on))
    assert late_days(plan)[1] == late


def test_finished_work_stays_where_it_is_and_holds_nobody_back() -> None:
    done = Activity(2, 2, actual_start_on=june(1), actual_finish_on=june(2), percent=100)
    plan = network(Activity(1, 3), done, Activity(3, 8), Link(1, 2))
    assert late_days(plan) == [(5, 8), (0, 2), (0, 8)]


def test_the_rest_of_begun_work_is_what_has_to_be_done_in_time() -> None:
    begun = Activity(1, 10, actual_start_on=june(1), percent=50)
    plan = network(begun, Activity(2, 2), Activity(3, 20), Link(1, 2), status_on=june(8))
    # From the second Monday on: the long work ends at 25, two days before it the rest is done.
    assert late_days(plan)[0] == (0, 23)
    assert late_days(plan)[1] == (23, 25)


def test_a_lag_in_calendar_days_is_counted_back_over_the_weekend() -> None:
    plan = network(
        Activity(1, 1), Activity(2, 1), Activity(3, 6), Link(1, 2, "FS", 3, is_elapsed=True)
    )
    # The successor may begin on the second Monday: three days before it, the work ends on Thursday,
    # and Friday evening, too, leads to no later day than Tuesday morning.
    assert late_days(plan)[1] == (5, 6)
    assert late_days(plan)[0] == (3, 4)
