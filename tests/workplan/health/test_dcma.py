"""The 14 points, each at a plan where it passes and at one where it needs attention."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from tests.workplan.scheduling.any_network.networks import EVERY_CONSTRAINT, documents, scheduled
from workplan.calendars.working import federal_calendar
from workplan.health.dcma import points_of
from workplan.health.point import Point, Subject
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.schedule import schedule

MONDAY = date(2026, 6, 1)
FAR = date(2027, 6, 1)


def subject(
    activities: list[Activity],
    links: tuple[Link, ...] = (),
    status: date | None = MONDAY,
    **options: object,
) -> Subject:
    network = Network(activities, links, federal_calendar(), MONDAY, status)
    return Subject(schedule(network), **options)  # type: ignore[arg-type]


def point(number: int, *given: object, **options: object) -> Point:
    return points_of(subject(*given, **options))[number - 1]  # type: ignore[arg-type]


def told(one: Point) -> tuple[str, str, list[int]]:
    return one.figure, one.verdict, list(one.tasks)


CHAIN = [Activity(1, 5, percent=10, actual_start_on=MONDAY), Activity(2, 5, deadline_on=FAR)]


def test_they_are_fourteen_in_their_order() -> None:
    assert [p.number for p in points_of(subject(CHAIN))] == list(range(1, 15))


@given(documents(constraints=EVERY_CONSTRAINT))
def test_any_plan_can_be_looked_at(document: dict[str, object]) -> None:
    computed = scheduled(document)
    for one in points_of(Subject(computed, {1: MONDAY}, FAR)):
        assert one.verdict in ("pass", "attention", "not run")
        assert (one.figure == "–") == (one.verdict == "not run")
        assert one.formula
        assert one.threshold
        known = {leaf.uid for leaf in computed.graph.leaves}
        assert set(one.tasks) <= known


def test_a_task_needs_a_predecessor_and_a_follower() -> None:
    loose = [*CHAIN, Activity(3, 5)]
    assert told(point(1, loose, (Link(1, 2),))) == ("33 %", "attention", [3])


def test_what_has_begun_needs_no_predecessor_and_what_has_a_suspense_no_follower() -> None:
    assert told(point(1, CHAIN, (Link(1, 2),))) == ("0 %", "pass", [])


@pytest.mark.parametrize(("lag", "verdict"), [(-1, "attention"), (0, "pass"), (3, "pass")])
def test_a_lead_is_never_passed(lag: int, verdict: str) -> None:
    assert point(2, CHAIN, (Link(1, 2, "FS", lag),)).verdict == verdict


@pytest.mark.parametrize(("lag", "verdict"), [(-1, "pass"), (0, "pass"), (3, "attention")])
def test_a_lag_is_counted_against_all_links(lag: int, verdict: str) -> None:
    assert point(3, CHAIN, (Link(1, 2, "FS", lag),)).verdict == verdict


def test_links_that_are_not_finish_to_start_name_what_they_lead_to() -> None:
    assert told(point(4, CHAIN, (Link(1, 2, "SS"),))) == ("0 %", "attention", [2])
    assert told(point(4, CHAIN, (Link(1, 2),))) == ("100 %", "pass", [])


def test_without_a_link_three_points_are_not_run() -> None:
    assert {point(n, CHAIN).verdict for n in (2, 3, 4)} == {"not run"}


def test_only_constraints_that_win_over_links_are_hard() -> None:
    soft = Activity(1, 5, constraint="SNET", constraint_on=FAR)
    hard = Activity(2, 5, constraint="MSO", constraint_on=FAR)
    assert told(point(5, [soft, hard])) == ("50 %", "attention", [2])


def test_over_44_working_days_in_hand_or_of_work_are_many() -> None:
    assert told(point(6, [Activity(1, 5), Activity(2, 100)])) == ("50 %", "attention", [1])
    assert told(point(8, [Activity(1, 44), Activity(2, 45)])) == ("50 %", "attention", [2])


def test_work_behind_its_suspense_has_negative_float() -> None:
    late = Activity(1, 9, deadline_on=date(2026, 6, 4))
    assert told(point(7, [late, Activity(2, 5)])) == ("1", "attention", [1])


def test_nothing_is_done_on_a_day_to_come_or_waits_in_the_past() -> None:
    ahead = Activity(1, 5, percent=20, actual_start_on=date(2026, 6, 9))
    assert told(point(9, [ahead, Activity(2, 5)])) == ("1", "attention", [1])
    fixed = Activity(3, 5, constraint="SNLT", constraint_on=date(2026, 5, 4))
    assert told(point(9, [fixed])) == ("0", "pass", [])


def test_resources_cannot_be_looked_at_and_it_says_why() -> None:
    assert point(10, CHAIN).why == "this plan holds agencies, not hours"


DONE = Activity(
    1, 5, percent=100, actual_start_on=date(2026, 5, 4), actual_finish_on=date(2026, 5, 20)
)


def test_tasks_are_missed_that_are_done_later_than_the_baseline_or_not_at_all() -> None:
    planned = {1: date(2026, 5, 19), 2: date(2026, 5, 29), 3: date(2026, 6, 30)}
    given = [DONE, Activity(2, 5), Activity(3, 5)]
    assert told(point(11, given, baseline=planned)) == ("100 %", "attention", [1, 2])
    kept = planned | {1: date(2026, 5, 20)}
    assert told(point(11, given, baseline=kept)) == ("50 %", "attention", [2])


def test_what_was_ended_undone_counts_in_no_comparison_with_the_baseline() -> None:
    planned, left_out = {1: date(2026, 5, 19)}, frozenset({1})
    assert point(11, [DONE], baseline=planned, left_out=left_out).verdict == "not run"
    assert point(14, [DONE], baseline=planned, left_out=left_out).verdict == "not run"


def test_the_execution_index_is_what_is_done_by_what_was_to_be() -> None:
    planned = {1: date(2026, 5, 19), 2: date(2026, 5, 29)}
    assert told(point(14, [DONE, Activity(2, 5)], baseline=planned)) == ("0.50", "attention", [2])
    early = {1: date(2026, 5, 19), 2: date(2026, 7, 1)}
    assert told(point(14, [DONE, Activity(2, 5)], baseline=early)) == ("1.00", "pass", [])


def test_without_a_baseline_or_a_day_its_points_are_not_run() -> None:
    assert {point(n, CHAIN).why for n in (11, 14)} == {"no baseline is frozen to compare with"}
    given = points_of(subject(CHAIN, status=None, baseline={1: MONDAY}))
    assert {given[n - 1].verdict for n in (9, 11, 13, 14)} == {"not run"}


def test_the_end_follows_the_longest_path() -> None:
    one = point(12, [Activity(1, 5), Activity(2, 5)], (Link(1, 2),))
    assert one.verdict == "pass"
    assert int(one.figure) >= 594


def test_the_end_follows_what_is_half_done_too() -> None:
    begun = Activity(1, 10, percent=50, actual_start_on=MONDAY)
    assert point(12, [begun, Activity(2, 5)], (Link(1, 2),)).verdict == "pass"


def test_a_plan_that_ends_where_calendars_do_is_not_stretched_beyond_them() -> None:
    far = Activity(1, 5, constraint="SNET", constraint_on=date(2199, 6, 3))
    one = point(12, [far])
    assert (one.verdict, one.why) == ("not run", "no calendar reaches that far")


def test_a_fixed_day_breaks_the_path_and_the_task_before_it_is_named() -> None:
    held = Activity(2, 5, constraint="MSO", constraint_on=date(2026, 6, 8))
    one = point(12, [Activity(1, 1), held, Activity(3, 1)], (Link(1, 2), Link(2, 3)))
    assert one.verdict == "pass"  # The path begins at the fixed day itself.
    long = [Activity(1, 5), Activity(2, 100)]
    ends = schedule(Network(long, [Link(1, 2)], federal_calendar(), MONDAY)).finish_on
    late = Activity(2, 100, constraint="FNLT", constraint_on=ends)
    assert told(point(12, [Activity(1, 5), late], (Link(1, 2),))) == ("500", "attention", [1])


def test_the_path_length_index_says_how_late_the_end_is() -> None:
    one = point(13, [Activity(1, 10)], due_on=date(2026, 6, 5))
    assert (one.figure, one.verdict) == ("0.50", "attention")
    assert one.why == "the end is 5 working days after the last suspense"
    assert point(13, [Activity(1, 10)], due_on=date(2026, 6, 12)).figure == "1.00"
    assert point(13, [Activity(1, 10)]).verdict == "not run"


def test_a_link_between_tasks_with_subtasks_counts_once_as_it_was_drawn() -> None:
    whole = [Activity(8, 0), Activity(9, 0)]
    parts = [Activity(i, 5, parent=8 if i < 4 else 9) for i in range(1, 7)]
    one = point(3, [*whole, *parts], (Link(8, 9, "FS", 2),))
    assert (one.figure, one.why, list(one.tasks)) == ("100 %", "1 of 1", [4, 5, 6])


def test_a_figure_never_looks_as_if_it_met_what_it_misses() -> None:
    loose = [Activity(i, 5, deadline_on=FAR) for i in range(1, 76)]
    fixed = [a._replace(constraint="MSO", constraint_on=FAR) if a.uid < 5 else a for a in loose]
    assert told(point(5, fixed))[:2] == ("5.3 %", "attention")
    planned = {uid: date(2026, 5, 19) for uid in range(1, 20)}
    done = [DONE._replace(uid=uid) for uid in range(1, 19)]
    assert told(point(14, [*done, Activity(19, 5)], baseline=planned))[:2] == ("0.947", "attention")


def test_without_a_status_date_the_whole_task_goes_on_and_the_path_still_follows() -> None:
    begun = Activity(1, 10, percent=50, actual_start_on=MONDAY)
    one = point(12, [begun], status=None)
    assert one.verdict == "pass"
    assert 594 <= int(one.figure) <= 606


def test_the_end_is_one_working_day_late_in_the_singular() -> None:
    one = point(13, [Activity(1, 10)], due_on=date(2026, 6, 11))
    assert one.why == "the end is 1 working day after the last suspense"
