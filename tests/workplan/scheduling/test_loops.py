"""A loop is named whole, in the order of its links, also where it runs through a summary."""

from __future__ import annotations

from workplan.scheduling.loops import Loop, loop_of_links, loop_of_parents
from workplan.scheduling.network import Activity, Link


def plan(*parents: int | None) -> dict[int, Activity]:
    """Return activities 1, 2, 3 …, each with the parent that is given for it."""
    return {uid: Activity(uid, 1, parent=parent) for uid, parent in enumerate(parents, 1)}


def test_two_tasks_that_wait_for_each_other_are_a_loop() -> None:
    loop = loop_of_links(plan(None, None, None), [Link(2, 1), Link(1, 2), Link(2, 3)])
    assert loop == Loop([1, 2, 1], [], [(1, 2), (2, 1)])
    assert loop.words("task {}".format) == "task 1 → task 2 → task 1"
    assert loop.place("task {}".format) == ""


def test_a_task_that_waits_for_itself_is_a_loop() -> None:
    assert loop_of_links(plan(None, None), [Link(2, 2)]) == Loop([2, 2], [], [(2, 2)])


def test_what_leads_into_a_loop_and_out_of_it_is_no_part_of_it() -> None:
    links = [Link(1, 2), Link(2, 4), Link(4, 3), Link(3, 2), Link(3, 5)]
    loop = loop_of_links(plan(None, None, None, None, None), links)
    assert loop.cycle == [2, 4, 3, 2]
    assert loop.links == [(2, 4), (4, 3), (3, 2)]


def test_a_loop_through_a_summary_says_which_task_lies_in_it() -> None:
    # Task 2 lies in 1. Task 3 waits for it, and the summary waits for 3, and so does all in it.
    loop = loop_of_links(plan(None, 1, None), [Link(2, 3), Link(3, 1)])
    assert loop == Loop([1, 2, 3, 1], [(2, 1)], [(2, 3), (3, 1)])
    assert loop.words(str) == "1 → 2 → 3 → 1, where 2 lies in 1"


def test_a_task_that_waits_for_what_it_lies_in_cannot_lie_in_it() -> None:
    loop = loop_of_links(plan(None, 1, 2), [Link(1, 3)])
    assert loop == Loop([1, 3, 1], [(3, 1)], [(1, 3)])
    assert loop.place("task {}".format) == "task 3 cannot lie in task 1: task 3 waits for task 1"


def test_parents_that_go_round_are_named_from_the_least() -> None:
    activities = plan(3, 1, 2, 3)
    assert loop_of_parents(activities, 4) == [1, 3, 2, 1]
    assert loop_of_parents(activities, 2) == [1, 3, 2, 1]
