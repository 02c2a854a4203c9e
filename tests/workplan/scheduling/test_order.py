"""Loops are named whole, and what leads nowhere is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from workplan.calendars.working import federal_calendar
from workplan.errors import InvalidInput
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.order import LoopFound, arrange


def network(activities: Iterable[Activity], *links: Link) -> Network:
    return Network([*activities], links, federal_calendar(), date(2026, 6, 1))


def tasks(count: int) -> list[Activity]:
    return [Activity(uid, 1, f"Task {uid}") for uid in range(1, count + 1)]


def loop_of(plan: Network) -> LoopFound:
    with pytest.raises(LoopFound) as refused:
        arrange(plan)
    return refused.value


def test_predecessors_come_before_successors() -> None:
    graph = arrange(network(tasks(4), Link(4, 2), Link(2, 3), Link(3, 1)))

    assert [graph.leaves[i].uid for i in graph.order] == [4, 2, 3, 1]


def test_a_loop_names_its_tasks_in_the_order_of_the_links() -> None:
    loop = loop_of(network(tasks(5), Link(5, 3), Link(3, 2), Link(2, 4), Link(4, 3), Link(4, 1)))

    assert loop.cycle == [2, 4, 3, 2]
    assert loop.names == ["Task 2", "Task 4", "Task 3", "Task 2"]
    assert "Task 2 → Task 4 → Task 3 → Task 2" in str(loop)


def test_a_task_that_waits_for_itself_is_a_loop() -> None:
    assert loop_of(network(tasks(2), Link(1, 1))).cycle == [1, 1]


def test_a_task_without_a_name_is_named_by_its_uid() -> None:
    unnamed = [Activity(1, 1), Activity(2, 1)]

    assert loop_of(network(unnamed, Link(1, 2), Link(2, 1))).names == ["task 1", "task 2", "task 1"]


def test_the_order_of_the_links_does_not_change_which_loop_is_named() -> None:
    links = [Link(1, 2), Link(2, 1), Link(2, 3), Link(3, 2), Link(3, 1)]

    cycles = [loop_of(network(tasks(3), *given)).cycle for given in (links, links[::-1])]

    assert cycles[0] == cycles[1]


def test_a_loop_of_thousands_of_tasks_is_named_whole() -> None:
    links = [Link(uid, uid + 1) for uid in range(1, 5000)]

    loop = loop_of(network(tasks(5000), *links, Link(5000, 1)))

    assert loop.cycle == [*range(1, 5001), 1]


def test_a_summary_that_waits_for_its_own_task_is_a_loop() -> None:
    plan = [Activity(1, 1, "Draft", parent=3), Activity(2, 1, "Review", parent=3), Activity(3, 0)]

    assert loop_of(network(plan, Link(1, 3))).cycle == [1, 1]


def test_two_tasks_that_are_each_the_summary_of_the_other_are_a_loop() -> None:
    plan = [Activity(1, 1, "Draft", parent=2), Activity(2, 1, "Review", parent=1)]

    assert loop_of(network(plan)).cycle == [1, 1]


def test_a_task_below_summaries_that_go_round_is_refused() -> None:
    plan = [
        Activity(1, 1, "Draft", parent=2),
        Activity(2, 0, "One", parent=3),
        Activity(3, 0, "Other", parent=2),
    ]

    assert loop_of(network(plan)).names == ["Draft", "One", "Other", "One"]


@pytest.mark.parametrize("link", [Link(1, 9), Link(9, 1)])
def test_a_link_to_nowhere_is_refused(link: Link) -> None:
    with pytest.raises(InvalidInput, match="names the task 9, which does not exist"):
        arrange(network(tasks(2), link))


def test_a_uid_that_is_not_unique_is_refused_by_number() -> None:
    with pytest.raises(InvalidInput, match="2 tasks carry the uid 2"):
        arrange(network([*tasks(3), Activity(2, 5)]))


def test_a_parent_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInput, match="No task has the uid 7"):
        arrange(network([Activity(1, 1, parent=7)]))
