"""Loops are named whole, and what leads nowhere is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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

    loop = loop_of(network(plan, Link(1, 3)))
    assert loop.cycle == [1, 3, 1]
    assert "Draft → task 3 → Draft, where Draft lies in task 3." in str(loop)


def test_a_task_that_waits_for_its_own_summary_is_a_loop_that_names_both() -> None:
    plan = [
        Activity(10, 0, "Parent"),
        Activity(11, 4, "A", parent=10),
        Activity(12, 4, "B", parent=10),
    ]

    loop = loop_of(network(plan, Link(10, 12)))

    assert str(loop) == (
        "These tasks wait for each other in a loop: Parent → B → Parent, where B lies in Parent. "
        "Remove one of the links between them."
    )
    assert loop.loop.place(str) == "12 cannot lie in 10: 12 waits for 10"


def test_a_summary_below_one_that_waits_for_it_is_a_loop_of_the_two() -> None:
    plan = [
        Activity(1, 0, "A", parent=2),
        Activity(2, 0, "B"),
        Activity(3, 1, "A1", parent=1),
        Activity(4, 1, "B1", parent=2),
    ]

    loop = loop_of(network(plan, Link(1, 2)))

    assert (loop.cycle, loop.loop.inside) == ([1, 2, 1], [(1, 2)])
    assert loop.loop.place(lambda uid: "AB"[uid - 1]) == "A cannot lie in B: B waits for A"


def test_a_loop_through_summaries_names_them_where_a_link_stands_on_them() -> None:
    plan = [
        Activity(1, 1, "Draft", parent=5),
        Activity(2, 1, "Review", parent=6),
        Activity(3, 1, "Print", parent=6),
        Activity(5, 0, "Writing"),
        Activity(6, 0, "Checking"),
    ]

    loop = loop_of(network(plan, Link(5, 6), Link(3, 1)))

    assert loop.names == ["Draft", "Writing", "Checking", "Print", "Draft"]
    assert "where Draft lies in Writing, Print lies in Checking" in str(loop)


@given(st.data())
def test_each_step_of_a_loop_is_a_link_or_leads_into_a_summary_or_out_of_it(
    data: st.DataObject,
) -> None:
    count = data.draw(st.integers(2, 8))
    parents = [data.draw(st.sampled_from([None, *range(1, uid)])) for uid in range(1, count + 1)]
    plan = [Activity(uid, 1, parent=parent) for uid, parent in enumerate(parents, 1)]
    uids = st.integers(1, count)
    links = [Link(*pair) for pair in data.draw(st.lists(st.tuples(uids, uids), max_size=8))]
    try:
        arrange(network(plan, *links))
    except LoopFound as found:
        loop, linked = found.loop, {(link.predecessor, link.successor) for link in links}
        held = {*loop.inside, *((outer, inner) for inner, outer in loop.inside)}
        assert loop.cycle[0] == loop.cycle[-1] == min(loop.cycle)
        assert all(step in linked | held for step in pairwise(loop.cycle))
        for inner, outer in loop.inside:
            above = parents[inner - 1]
            while above != outer:
                assert above is not None
                above = parents[above - 1]
        assert 0 < len(loop.links) <= len(loop.cycle) - 1
        assert linked >= {*loop.links}


def test_two_tasks_that_are_each_the_summary_of_the_other_are_a_loop() -> None:
    plan = [Activity(1, 1, "Draft", parent=2), Activity(2, 1, "Review", parent=1)]

    loop = loop_of(network(plan))
    assert loop.cycle == [1, 2, 1]
    assert "lie in each other in a loop: Draft → Review → Draft. Give one of them" in str(loop)


def test_a_task_below_summaries_that_go_round_is_refused() -> None:
    plan = [
        Activity(1, 1, "Draft", parent=2),
        Activity(2, 0, "One", parent=3),
        Activity(3, 0, "Other", parent=2),
    ]

    assert loop_of(network(plan)).names == ["One", "Other", "One"]


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
