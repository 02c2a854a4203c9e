"""What finished work tells of work to come."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.forecast.spread import (
    LONGEST,
    SHORTEST,
    Finished,
    learnt,
)

RATIOS = st.floats(0.3, 3.0)


def finished(agency: str, *ratios: float) -> list[Finished]:
    return [Finished(i, agency, 100, 100 * ratio) for i, ratio in enumerate(ratios)]


def test_before_anything_is_finished_work_is_taken_as_planned_give_or_take_half() -> None:
    said = learnt([]).range_of("State", 1)
    assert said.middle == pytest.approx(1, abs=0.02)
    assert (said.low, said.high) == pytest.approx((2 / 3, 3 / 2), abs=0.05)


def test_an_agency_with_much_of_its_own_is_what_its_own_work_says() -> None:
    spread = learnt([*finished("State", *[1.5] * 40), *finished("War", *[0.8] * 40)])
    assert spread.range_of("State", 1).middle == pytest.approx(1.5, abs=0.05)
    assert spread.range_of("War", 1).middle == pytest.approx(0.8, abs=0.04)


def test_an_agency_with_nothing_of_its_own_is_as_the_plans() -> None:
    spread = learnt(finished("State", *[1.5] * 40))
    assert spread.numbers("War") == 0
    assert spread.range_of("War", 1).middle == pytest.approx(1.5, abs=0.05)


def test_an_agency_with_one_task_is_drawn_towards_the_plans() -> None:
    spread = learnt([*finished("State", *[1.0] * 40), *finished("War", 2.0)])
    assert 1.0 < spread.range_of("War", 1).middle < 1.3


def test_few_finished_tasks_leave_a_wider_range_than_many() -> None:
    few = learnt(finished("State", 0.9, 1.1)).range_of("State", 1)
    many = learnt(finished("State", *[0.9, 1.1] * 40)).range_of("State", 1)
    assert many.low > few.low
    assert many.high < few.high


@given(st.lists(RATIOS, max_size=8))
def test_a_range_holds_its_middle_and_lies_within_what_is_believed(ratios: list[float]) -> None:
    found = learnt(finished("State", *ratios)).range_of("State", 7, draws=500)
    assert SHORTEST <= found.low <= found.middle <= found.high <= LONGEST


def test_a_slip_of_the_hand_counts_as_ten_times_at_most() -> None:
    assert Finished(1, "State", 1, 900).ratio == LONGEST
    assert Finished(1, "State", 900, 1).ratio == SHORTEST


def test_work_without_a_planned_day_tells_nothing() -> None:
    assert learnt([Finished(1, "State", 0, 4)]) == learnt([])


def test_the_same_seed_draws_the_same() -> None:
    spread = learnt(finished("State", 0.8, 1.4))
    [one, other] = [spread.levels(np.random.default_rng(3), ["State"], 50) for _ in range(2)]
    assert (one[0] == other[0]).all()
    assert (one[1] == other[1]).all()
