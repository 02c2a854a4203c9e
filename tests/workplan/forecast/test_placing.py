"""A run is the engine's own forward pass, a thousand lengths at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.workplan.scheduling.any_network.networks import EVERY_CONSTRAINT, documents, scheduled
from tests.workplan.scheduling.any_network.test_own_calendars import mixed
from tests.workplan.scheduling.any_network.test_working_minutes import in_minutes
from workplan.forecast.ground import Ground, Whole, ground_of
from workplan.forecast.placing import days_of_end, placed, setting_the_end
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.neutral import read_network
from workplan.scheduling.schedule import Schedule, schedule

EVERYTHING = documents(constraints=EVERY_CONSTRAINT)


def as_planned(ground: Ground, runs: int = 2) -> Whole:
    return np.tile(np.array(ground.planned, np.int32)[:, None], (1, runs))


def assert_is_the_schedule(ground: Ground, computed: Schedule, lengths: Whole) -> None:
    found = placed(ground, lengths)
    for run in range(lengths.shape[1]):
        assert found.start[:, run].tolist() == computed.early.start
        assert found.finish[:, run].tolist() == computed.early.finish
    ends = days_of_end(ground, found.finish)
    assert computed.finish_on is not None
    assert set(ends.tolist()) == {computed.finish_on.toordinal()}


def without_forecasts(network: Network) -> Network:
    return replace(network, activities=[a._replace(forecast_on=None) for a in network.activities])


@given(EVERYTHING)
def test_work_that_goes_as_planned_is_where_the_engine_puts_it(document: dict[str, object]) -> None:
    network = scheduled(document).network
    ground = ground_of(network)
    assert_is_the_schedule(ground, schedule(without_forecasts(network)), as_planned(ground))


@given(mixed(EVERYTHING))
def test_so_it_is_where_work_has_calendars_of_its_own(network: Network) -> None:
    ground = ground_of(network)
    assert_is_the_schedule(ground, schedule(without_forecasts(network)), as_planned(ground))


@given(EVERYTHING)
def test_so_it_is_where_minutes_count(document: dict[str, object]) -> None:
    network = in_minutes(scheduled(document).network)
    ground = ground_of(network)
    assert_is_the_schedule(ground, schedule(without_forecasts(network)), as_planned(ground))


@given(documents(progress=False), st.lists(st.integers(0, 12), min_size=10, max_size=10))
def test_work_that_takes_longer_is_where_the_engine_would_put_it(
    document: dict[str, object], taken: list[int]
) -> None:
    network = without_forecasts(scheduled(document).network)
    ground = ground_of(network)
    own = {leaf.uid: days for leaf, days in zip(ground.graph.leaves, taken, strict=False)}
    longer = [a._replace(duration=own[a.uid]) for a in network.activities]
    lengths = np.array([[own[leaf.uid]] for leaf in ground.graph.leaves], np.int32)
    assert_is_the_schedule(ground, schedule(replace(network, activities=longer)), lengths)


def shares(activities: list[Activity], links: list[Link]) -> list[bool]:
    plain = {"calendar": None, "project_start": "2026-06-01", "tasks": [], "links": []}
    ground = ground_of(replace(read_network(plain), activities=activities, links=links))
    lengths = as_planned(ground, 1)
    at = placed(ground, lengths)
    counts = setting_the_end(ground, at, lengths, days_of_end(ground, at.finish))
    return [bool(row[0]) for row in counts]


def test_the_longest_chain_sets_the_end_and_what_has_room_does_not() -> None:
    work = [Activity(1, 5), Activity(2, 2), Activity(3, 4)]
    assert shares(work, [Link(1, 3), Link(2, 3)]) == [True, False, True]


def test_two_chains_that_end_at_once_both_set_it() -> None:
    assert shares([Activity(1, 5), Activity(2, 5)], []) == [True, True]


def test_what_only_starts_another_does_not_set_the_end_by_its_own_length() -> None:
    work = [Activity(1, 2), Activity(2, 1), Activity(3, 9)]
    assert shares(work, [Link(1, 2), Link(2, 3, "SS")]) == [True, False, True]


def test_what_is_pulled_by_its_finish_does_not_set_the_end_by_its_own_length() -> None:
    work = [Activity(1, 8), Activity(2, 3)]
    assert shares(work, [Link(1, 2, "FF", 1)]) == [True, False]


def test_what_waits_for_a_day_is_set_by_no_predecessor() -> None:
    from datetime import date

    held = Activity(2, 3, constraint="SNET", constraint_on=date(2026, 9, 1))
    assert shares([Activity(1, 5), held], [Link(1, 2)]) == [False, True]
