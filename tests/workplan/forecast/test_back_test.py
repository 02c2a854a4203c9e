"""Finished work beside what would have been said of it on the day it began."""

from __future__ import annotations

from datetime import date, timedelta

from workplan.forecast.back_test import FEWEST, MOST, Done, back_test
from workplan.forecast.spread import Finished

FIRST = date(2026, 1, 5)


def done(number: int, ratio: float, begun: int, ended: int) -> Done:
    days = (FIRST + timedelta(days=begun), FIRST + timedelta(days=ended))
    return Done(Finished(number, "State", 100, 100 * ratio), *days)


def test_what_ended_after_a_task_began_tells_nothing_of_it() -> None:
    alone = back_test([done(1, 1.0, 0, 10)], 1).judged[0].range
    beside = back_test([done(1, 1.0, 0, 10), done(2, 3.0, 0, 5)], 1).judged[1]
    assert beside.done.finished.task == 1
    assert beside.range == alone


def test_what_had_ended_before_is_known() -> None:
    slow = [done(number, 3.0, 0, 5) for number in range(1, 6)]
    later = back_test([*slow, done(9, 3.0, 6, 30)], 1).judged[-1]
    assert later.range.low > 1.2
    assert later.is_inside


def test_what_took_far_longer_is_outside() -> None:
    assert not back_test([done(1, 4.0, 0, 10)], 1).judged[0].is_inside


def test_fewer_than_five_are_no_verdict() -> None:
    ones = [done(number, 1.0, 0, number) for number in range(1, FEWEST + 1)]
    assert not back_test(ones[:-1], 1).can_judge
    found = back_test(ones, 1)
    assert found.can_judge
    assert (found.inside, found.expected) == (FEWEST, (4, 4))


def test_between_two_numbers_is_expected_where_four_in_five_is_no_whole_one() -> None:
    found = back_test([done(number, 1.0, 0, number) for number in range(1, 9)], 1)
    assert found.expected == (6, 7)


def test_the_latest_are_looked_back_on() -> None:
    found = back_test([done(number, 1.0, 0, number) for number in range(1, MOST + 4)], 1)
    assert [one.done.finished.task for one in found.judged] == list(range(4, MOST + 4))
