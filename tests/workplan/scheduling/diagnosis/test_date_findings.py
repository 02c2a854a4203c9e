"""Dates that cannot hold: which task, by how many days, and what to do."""

from __future__ import annotations

from tests.workplan.scheduling.plain import june, network
from workplan.scheduling.diagnosis.date_findings import (
    constraint_conflicts,
    missed_suspenses,
    negative_floats,
    past_unstarted,
)
from workplan.scheduling.network import Activity, Link
from workplan.scheduling.schedule import schedule


def test_a_hard_date_before_its_links_is_told_with_the_days_between() -> None:
    held = Activity(2, 1, "Publish", constraint="MSO", constraint_on=june(3))
    [found] = constraint_conflicts(schedule(network(Activity(1, 5), held, Link(1, 2))))
    assert (found.id, found.severity, found.uids) == ("constraint_conflict", "error", (2,))
    assert found.sentence == (
        "“Publish” must start on 3 Jun 2026, 3 working days before its predecessors allow. "
        "Move the date, or shorten or unlink a predecessor."
    )


def test_a_date_that_its_links_allow_is_no_conflict() -> None:
    held = Activity(2, 1, constraint="MSO", constraint_on=june(8))
    assert [*constraint_conflicts(schedule(network(Activity(1, 5), held, Link(1, 2))))] == []
    # A soft one gives way to links.
    soft = Activity(2, 1, constraint="SNET", constraint_on=june(3))
    assert [*constraint_conflicts(schedule(network(Activity(1, 5), soft, Link(1, 2))))] == []


def test_a_suspense_that_will_be_missed_is_told_with_the_days_after_it() -> None:
    late = Activity(1, 7, "Draft", deadline_on=june(8))
    in_time = Activity(2, 6, deadline_on=june(8))
    [found] = missed_suspenses(schedule(network(late, in_time)))
    assert found.uids == (1,)
    assert found.sentence.startswith(
        "“Draft” is computed to finish 1 working day after its suspense, 8 Jun 2026."
    )


def test_what_was_done_misses_no_suspense_any_more() -> None:
    done = Activity(1, 7, deadline_on=june(2), actual_finish_on=june(9), percent=100)
    assert [*missed_suspenses(schedule(network(done)))] == []


def test_work_before_a_missed_suspense_is_too_late_by_the_same_days() -> None:
    plan = network(Activity(1, 4), Activity(2, 4, deadline_on=june(8)), Link(1, 2))
    found = [*negative_floats(schedule(plan))]
    assert [one.uids for one in found] == [(1,), (2,)]
    assert "would have to finish 2 working days earlier" in found[0].sentence


def test_work_that_could_have_begun_is_told_with_the_days_since() -> None:
    parts = Activity(1, 2, "Ask"), Activity(2, 3), Activity(3, 0), Link(1, 2)
    [found] = past_unstarted(schedule(network(*parts, status_on=june(4))))
    # The second waits for the first, and a milestone takes no work.
    assert found.uids == (1,)
    assert found.sentence == (
        "“Ask” could have started 3 working days ago and no start is reported. "
        "Report the start, or say what holds it."
    )


def test_without_a_status_date_nothing_has_passed() -> None:
    assert [*past_unstarted(schedule(network(Activity(1, 2))))] == []


def test_work_that_may_not_begin_before_the_status_date_is_not_behind() -> None:
    held = Activity(1, 2, constraint="SNET", constraint_on=june(4))
    assert [*past_unstarted(schedule(network(held, status_on=june(4))))] == []
