"""Links that are missing, that were broken, or that say nothing new."""

from __future__ import annotations

import pytest

from tests.workplan.scheduling.plain import june, network
from workplan.scheduling.diagnosis.logic_findings import (
    dangling_finishes,
    dangling_starts,
    out_of_sequence,
    redundant,
)
from workplan.scheduling.network import Activity, Link, LinkType
from workplan.scheduling.schedule import schedule

BEGUN = {"actual_start_on": june(2), "percent": 20}
DONE = {"actual_start_on": june(1), "actual_finish_on": june(2), "percent": 100}


@pytest.mark.parametrize(
    ("kind", "before", "after", "is_ahead"),
    [
        ("FS", {}, BEGUN, True),
        ("FS", BEGUN, BEGUN, True),
        ("FS", DONE, BEGUN, False),
        ("FS", {}, {}, False),
        ("SS", {}, BEGUN, True),
        ("SS", BEGUN, BEGUN, False),
        ("FF", BEGUN, BEGUN, False),  # It may begin; only its end has to wait.
        ("FF", BEGUN, DONE, True),
        ("SF", {}, DONE, True),
        ("SF", BEGUN, DONE, False),
    ],
)
def test_work_is_ahead_when_it_did_what_its_link_makes_wait(
    kind: LinkType, before: dict[str, object], after: dict[str, object], is_ahead: bool
) -> None:
    parts = Activity(1, 5)._replace(**before), Activity(2, 5)._replace(**after)
    found = [*out_of_sequence(schedule(network(*parts, Link(1, 2, kind))))]
    assert [one.uids for one in found] == ([(1, 2)] if is_ahead else [])


def test_a_lead_lets_work_go_ahead_by_its_days_and_no_more() -> None:
    first, second = Activity(1, 5)._replace(**BEGUN), Activity(2, 5)._replace(**BEGUN)
    # The first began on Tuesday and ends with the next Monday; the second began with it.
    assert [*out_of_sequence(schedule(network(first, second, Link(1, 2, "FS", -5))))] == []
    assert len([*out_of_sequence(schedule(network(first, second, Link(1, 2, "FS", -4))))]) == 1


def test_a_start_dangles_that_neither_a_link_nor_a_date_drives() -> None:
    dated = Activity(4, 1, constraint="SNET", constraint_on=june(3))
    parts = Activity(1, 1), Activity(2, 1), Activity(3, 1), dated, Activity(5, 1)._replace(**BEGUN)
    links = Link(1, 2), Link(1, 3, "FF")
    found = dangling_starts(schedule(network(*parts, *links)))
    assert [one.uids for one in found] == [(1,), (3,)]


def test_a_finish_dangles_that_drives_nothing() -> None:
    parts = Activity(1, 1), Activity(2, 1), Activity(3, 1), Activity(4, 1)._replace(**DONE)
    links = Link(1, 2), Link(2, 3, "SS")
    found = dangling_finishes(schedule(network(*parts, *links)))
    assert [one.uids for one in found] == [(2,), (3,)]


def test_a_needless_link_is_told_with_the_task_between() -> None:
    parts = Activity(1, 1, "Ask"), Activity(2, 1, "Answer"), Activity(3, 1, "Decide")
    [found] = redundant(schedule(network(*parts, Link(1, 2), Link(2, 3), Link(1, 3))))
    assert found.sentence == (
        "The link from “Ask” to “Decide” adds nothing: the path through “Answer” already makes "
        "it wait. Remove the link."
    )
    assert found.severity == "advice"
