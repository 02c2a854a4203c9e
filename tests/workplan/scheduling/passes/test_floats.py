"""Floats, worked out by hand: how far work may slip, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workplan.scheduling.plain import june, late, network, placed
from workplan.scheduling.network import Activity, Link
from workplan.scheduling.passes.floats import floats, gap

if TYPE_CHECKING:
    from datetime import date

    from workplan.scheduling.network import Network
    from workplan.scheduling.passes.floats import Floats


def measured(plan: Network, due: dict[int, date] | None = None) -> Floats:
    graph, early = placed(plan)
    return floats(plan, graph, early, late(plan, due))


def test_total_float_is_what_may_pass_before_the_end_moves() -> None:
    plan = network(Activity(1, 3), Activity(2, 2), Activity(3, 1), Link(1, 2))
    assert measured(plan).total == [0, 0, 4]
    assert measured(plan).critical == [True, True, False]


def test_free_float_is_what_may_pass_before_the_next_task_moves() -> None:
    plan = network(
        Activity(1, 5), Activity(2, 1), Activity(3, 1), Activity(4, 2),
        Link(1, 4), Link(2, 3), Link(3, 4),
    )  # fmt: skip
    assert measured(plan).total == [0, 3, 3, 0]
    assert measured(plan).free == [0, 0, 3, 0]


def test_a_suspense_that_is_missed_leaves_less_than_nothing() -> None:
    plan = network(Activity(1, 3), Activity(2, 2), Link(1, 2))
    found = measured(plan, {1: june(3)})
    assert found.total == [-2, -2]
    assert found.free == [0, 0]
    assert found.critical == [True, True]


def test_finished_work_has_no_float_and_is_not_critical() -> None:
    done = Activity(1, 2, actual_start_on=june(1), actual_finish_on=june(2), percent=100)
    found = measured(network(done, Activity(2, 3), Link(1, 2)))
    assert found.total == [0, 0]
    assert found.critical == [False, True]


def test_each_kind_of_link_measures_free_float_at_its_own_ends() -> None:
    for kind, lag, free in (("FS", 0, 4), ("FS", 1, 3), ("SS", 2, 4), ("FF", 1, 6), ("SF", 3, 6)):
        held = Activity(2, 3, constraint="MSO", constraint_on=june(9))
        plan = network(Activity(1, 2), held, Activity(3, 20), Link(1, 2, kind, lag))
        assert measured(plan).free[0] == free, kind


def test_a_gap_is_negative_where_a_date_breaks_the_link() -> None:
    held = Activity(2, 1, constraint="MSO", constraint_on=june(2))
    plan = network(Activity(1, 4), held, Link(1, 2))
    graph, early = placed(plan)
    [edge] = graph.after[0]
    assert gap(plan, graph, early, edge) == -3


def test_a_milestone_that_a_date_holds_back_is_measured_from_its_links() -> None:
    milestone = Activity(2, 0, constraint="MSO", constraint_on=june(2))
    found = measured(network(Activity(1, 4), milestone, Link(1, 2)))
    # It must stand where Tuesday begins; its links put it where Friday does.
    assert found.total[1] == -3
    assert found.critical[1]
