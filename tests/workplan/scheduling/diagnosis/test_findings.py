"""Findings beyond the scenarios: what they must not say, and how long they may take."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.calendars.working import federal_calendar
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.network import Activity, Link, LinkType, Network
from workplan.scheduling.schedule import schedule

JUNE_1 = date(2026, 6, 1)


def network(activities: list[Activity], *links: Link, status_on: date | None = None) -> Network:
    return Network(activities, links, federal_calendar(), JUNE_1, status_on)


def found(finding: str, plan: Network) -> list[tuple[int, ...]]:
    """Return the tasks of each finding of one kind."""
    return [f.uids for f in findings(schedule(plan)) if f.id == finding]


def chain(*middle: Activity) -> list[Activity]:
    """Return three tasks, of which the second may be given."""
    return [Activity(1, 2), *(middle or (Activity(2, 2),)), Activity(3, 2)]


PATH = (Link(1, 2), Link(2, 3), Link(1, 3))


def test_findings_come_by_id_and_task_however_the_plan_is_given() -> None:
    plan = [Activity(uid, 3, deadline_on=JUNE_1) for uid in (3, 1, 2)]

    said = [(f.id, f.uids) for f in findings(schedule(network(plan)))]

    assert said == sorted(said)
    assert ("missed_suspense", (2,)) in said


def test_one_day_is_said_in_the_singular() -> None:
    plan = network([Activity(1, 2, "Draft", deadline_on=JUNE_1)])

    sentences = " ".join(f.sentence for f in findings(schedule(plan)))

    assert "to finish 1 working day after its suspense, 1 Jun 2026" in sentences
    assert "1 working days" not in sentences


def test_work_that_is_finished_leaves_nothing_to_look_at() -> None:
    late = Activity(
        1, 2, deadline_on=JUNE_1, actual_start_on=JUNE_1, actual_finish_on=date(2026, 7, 1)
    )

    assert findings(schedule(network([late], status_on=date(2026, 8, 3)))) == []


def test_work_that_has_begun_needs_nothing_to_drive_its_start() -> None:
    begun = Activity(1, 9, actual_start_on=JUNE_1, percent=10)

    assert found("dangling_start", network([begun])) == []
    assert found("dangling_finish", network([begun])) == [(1,)]


def test_a_hard_constraint_without_links_breaks_none() -> None:
    early = Activity(1, 2, constraint="MSO", constraint_on=date(2026, 5, 4))

    assert found("constraint_conflict", network([early])) == []


@pytest.mark.parametrize(
    ("kind", "predecessor", "successor", "is_found"),
    [
        ("FS", {}, {"percent": 10}, True),
        ("FS", {"percent": 90}, {"percent": 10}, True),
        ("FS", {"percent": 100}, {"percent": 10}, False),
        ("SS", {}, {"percent": 10}, True),
        ("SS", {"percent": 10}, {"percent": 10}, False),
        ("FF", {"percent": 90}, {"percent": 99}, False),
        ("FF", {"percent": 90}, {"percent": 100}, True),
        ("SF", {}, {"percent": 100}, True),
        ("SF", {"percent": 10}, {"percent": 100}, False),
    ],
)
def test_work_is_out_of_sequence_when_it_passed_the_end_that_its_link_holds(
    kind: LinkType, predecessor: dict[str, int], successor: dict[str, int], is_found: bool
) -> None:
    plan = [Activity(1, 5, **predecessor), Activity(2, 5, **successor, actual_start_on=JUNE_1)]

    assert bool(found("out_of_sequence", network(plan, Link(1, 2, kind)))) == is_found


@pytest.mark.parametrize(("lead", "is_found"), [(-4, True), (-5, False)])
def test_a_lead_lets_a_successor_begin_before_its_predecessor_ends(
    lead: int, is_found: bool
) -> None:
    plan = [Activity(1, 5), Activity(2, 5, actual_start_on=JUNE_1, percent=10)]

    assert bool(found("out_of_sequence", network(plan, Link(1, 2, lag=lead)))) == is_found


def test_two_links_between_the_same_tasks_are_one_finding() -> None:
    plan = [Activity(1, 5), Activity(2, 5, actual_start_on=JUNE_1, percent=10)]

    assert found("out_of_sequence", network(plan, Link(1, 2), Link(1, 2, "SS"))) == [(1, 2)]


def test_a_longer_path_makes_a_link_redundant() -> None:
    assert found("redundant_link", network(chain(), *PATH)) == [(1, 3)]


def test_of_two_longer_paths_the_sentence_names_the_one_through_the_lower_uid() -> None:
    links = [Link(1, 2), Link(1, 3), Link(2, 4), Link(3, 4), Link(1, 4)]

    for given in (links, links[::-1]):
        plan = network([Activity(uid, 1) for uid in (1, 2, 3, 4)], *given)
        [said] = [f.sentence for f in findings(schedule(plan)) if f.id == "redundant_link"]
        assert "the path through “task 2” already makes it wait" in said


@pytest.mark.parametrize("lag", [-1, 1])
def test_a_link_with_a_lag_is_never_redundant(lag: int) -> None:
    assert found("redundant_link", network(chain(), *PATH[:2], Link(1, 3, lag=lag))) == []


@pytest.mark.parametrize("kind", ["SS", "FF", "SF"])
def test_only_finish_to_start_links_are_redundant(kind: LinkType) -> None:
    assert found("redundant_link", network(chain(), *PATH[:2], Link(1, 3, kind))) == []


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("FS", "SS", True),  # starts after 1 ends; 3 starts after that
        ("FF", "FS", True),  # ends after 1 ends; 3 starts after that
        ("SS", "FS", False),  # may be over while 1 goes on
        ("FS", "FF", False),  # says nothing of the start of 3
        ("FF", "SS", False),  # may start long before 1 ends
        ("SF", "FS", False),
    ],
)
def test_a_path_counts_only_when_its_links_hold_the_start(
    first: LinkType, second: LinkType, is_found: bool
) -> None:
    plan = network(chain(), Link(1, 2, first), Link(2, 3, second), Link(1, 3))

    assert found("redundant_link", plan) == ([(1, 3)] if is_found else [])


def test_a_path_with_a_lead_implies_nothing() -> None:
    plan = network(chain(), Link(1, 2), Link(2, 3, lag=-1), Link(1, 3))

    assert found("redundant_link", plan) == []


def test_a_path_with_calendar_days_counts_as_any_other() -> None:
    plan = network(chain(), Link(1, 2, lag=3, is_elapsed=True), Link(2, 3), Link(1, 3))

    assert found("redundant_link", plan) == [(1, 3)]


@pytest.mark.parametrize(
    "middle",
    [
        Activity(2, 2, actual_start_on=JUNE_1, percent=10),
        Activity(2, 2, actual_start_on=JUNE_1, percent=100),
        Activity(2, 2, constraint="MSO", constraint_on=JUNE_1),
        Activity(2, 2, constraint="FNLT", constraint_on=JUNE_1),
    ],
)
def test_a_path_through_work_that_links_do_not_move_implies_nothing(middle: Activity) -> None:
    assert found("redundant_link", network(chain(middle), *PATH)) == []


def test_a_second_link_between_the_same_tasks_is_no_longer_path() -> None:
    assert found("redundant_link", network(chain(), Link(1, 3), Link(1, 3, lag=5))) == []


def test_the_link_of_a_summary_is_not_redundant_because_its_tasks_are_linked() -> None:
    plan = [Activity(1, 2, parent=4), Activity(2, 2, parent=4), Activity(3, 2), Activity(4, 0)]

    assert found("redundant_link", network(plan, Link(1, 2), Link(4, 3))) == []
    assert found("redundant_link", network(plan, Link(1, 2), Link(4, 3), Link(1, 3))) == [(1, 3)]


def test_work_that_waits_as_late_as_possible_is_not_late_because_it_has_not_begun() -> None:
    plan = [Activity(1, 2, constraint="ALAP"), Activity(2, 20, actual_start_on=JUNE_1, percent=10)]

    assert found("past_unstarted", network(plan, status_on=date(2026, 6, 10))) == []
