"""The arithmetic of a burndown: what was there, what came, went and was done, what is left."""

from __future__ import annotations

from datetime import date

from workplan.forecast.burndown_days import Apart, Arithmetic, BurnDay, added_up

FIRST = BurnDay(date(2027, 1, 4), 10, 100, 10, 100, added_tasks=10, added_days=100)
SECOND = BurnDay(date(2027, 1, 5), 12, 130, 11, 118, added_tasks=2, added_days=30)
THIRD = BurnDay(
    date(2027, 1, 6), 11, 125, 7, 60, removed_tasks=1, removed_days=10, reestimated_days=5
)


def test_what_became_less_in_no_other_way_is_done() -> None:
    # 10 + 2 − 1 − 7 = 4 tasks; 100 + 30 − 10 + 5 − 60 = 65 days.
    assert added_up([FIRST, SECOND, THIRD], "tasks") == Arithmetic(10, 4, 2, 1, 0, 7)
    assert added_up([FIRST, SECOND, THIRD], "days") == Arithmetic(100, 65, 30, 10, 5, 60)


def test_what_stands_apart_is_not_done() -> None:
    apart = Apart(claimed=1, superseded=2)
    found = added_up([FIRST, SECOND, THIRD], "tasks", apart)
    assert found.done == 1
    assert found.apart == apart


def test_the_first_day_alone_changed_nothing() -> None:
    assert added_up([FIRST], "days") == Arithmetic(100, 0, 0, 0, 0, 100)
