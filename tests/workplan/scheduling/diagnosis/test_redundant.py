"""Which links a longer path implies, and which only look so."""

from __future__ import annotations

import pytest

from tests.workplan.scheduling.plain import june, network
from workplan.scheduling.diagnosis.redundant import redundant_links
from workplan.scheduling.network import Activity, Link
from workplan.scheduling.order import arrange


def found(*parts: Activity | Link) -> list[tuple[int, int, int]]:
    """Return, by position, each link that is implied, with what is between."""
    plan = network(*parts)
    return [*redundant_links(plan, arrange(plan))]


THREE = (Activity(1, 2), Activity(2, 2), Activity(3, 2))
PLAIN = Link(1, 3)


def test_a_path_through_another_task_implies_the_link() -> None:
    assert found(*THREE, Link(1, 2), Link(2, 3), PLAIN) == [(0, 1, 2)]


def test_a_path_through_many_tasks_implies_it_too() -> None:
    parts = [Activity(uid, 1) for uid in range(1, 7)]
    chain = [Link(uid, uid + 1) for uid in range(1, 6)]
    assert found(*parts, *chain, Link(1, 6)) == [(0, 1, 5)]


@pytest.mark.parametrize(
    ("first", "then", "is_implied"),
    [
        (
            Link(1, 2, "FS", 3),
            Link(2, 3),
            True,
        ),  # Waiting on the way implies it all the more.
        (Link(1, 2, "FF"), Link(2, 3), True),  # It ends after the first, and the third after it.
        (
            Link(1, 2),
            Link(2, 3, "SS"),
            True,
        ),  # The third begins after it has begun.
        (Link(1, 2, "SS"), Link(2, 3), False),  # They begin together: the first may end later.
        (Link(1, 2), Link(2, 3, "FF"), False),  # The third may begin before, and only end after.
        (Link(1, 2, "FS", -1), Link(2, 3), False),  # A lead lets it go before the first is done.
        (Link(1, 2), Link(2, 3, "FS", -1), False),
    ],
)
def test_what_a_path_implies_depends_on_its_links(
    first: Link, then: Link, is_implied: bool
) -> None:
    assert found(*THREE, first, then, PLAIN) == ([(0, 1, 2)] if is_implied else [])


def test_a_link_that_says_more_is_never_implied() -> None:
    for link in (Link(1, 3, "FS", 1), Link(1, 3, "SS"), Link(1, 3, "FF")):
        assert found(*THREE, Link(1, 2), Link(2, 3), link) == []


@pytest.mark.parametrize(
    "between",
    [
        Activity(2, 2, constraint="MSO", constraint_on=june(2)),
        Activity(2, 2, constraint="FNLT", constraint_on=june(2)),
        Activity(2, 2, actual_start_on=june(1), percent=50),
    ],
)
def test_work_that_its_links_do_not_hold_implies_nothing(between: Activity) -> None:
    assert found(Activity(1, 2), between, Activity(3, 2), Link(1, 2), Link(2, 3), PLAIN) == []


def test_a_soft_constraint_between_changes_nothing() -> None:
    between = Activity(2, 2, constraint="SNET", constraint_on=june(30))
    links = Link(1, 2), Link(2, 3), PLAIN
    assert found(Activity(1, 2), between, Activity(3, 2), *links) == [(0, 1, 2)]


def test_links_of_a_summary_are_never_named() -> None:
    inside = Activity(2, 1, parent=1), Activity(3, 1, parent=1)
    parts = Activity(1, 0), *inside, Activity(4, 1), Link(2, 3), Link(3, 4), Link(1, 4)
    assert found(*parts) == []
