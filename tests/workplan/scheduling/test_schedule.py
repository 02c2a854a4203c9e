"""What a schedule answers, beside the dates of its tasks."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.calendars.spans import days
from workplan.calendars.working import calendar_of, federal_calendar
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.network import Activity, Link, LinkType, Network
from workplan.scheduling.neutral import read_network, write_schedule
from workplan.scheduling.schedule import Schedule, schedule

JUNE_1 = date(2026, 6, 1)


def scheduled(activities: list[Activity], *links: Link, status_on: date | None = None) -> Schedule:
    return schedule(Network(activities, links, federal_calendar(), JUNE_1, status_on))


def test_an_empty_plan_has_no_finish_and_no_findings() -> None:
    computed = scheduled([])

    assert computed.finish_on is None
    assert [*computed.leaves()] == []
    assert findings(computed) == []


def test_a_plan_finishes_with_its_last_task() -> None:
    assert scheduled([Activity(1, 5), Activity(2, 7)]).finish_on == date(2026, 6, 9)


def test_a_summary_is_done_as_far_as_its_days_of_work() -> None:
    computed = scheduled(
        [
            Activity(1, 0, "Analysis"),
            Activity(2, 5, percent=100, actual_start_on=JUNE_1, parent=1),
            Activity(3, 8, percent=50, actual_start_on=JUNE_1, parent=1),
            Activity(4, 0, parent=1),
        ]
    )

    # 5 of 5 days, 4 of 8, and none of the milestone, which weighs as much as one.
    assert computed.summary(1) == (JUNE_1, date(2026, 6, 10), 64, True, True)


def test_a_summary_with_an_open_milestone_is_not_done() -> None:
    computed = scheduled(
        [
            Activity(1, 0, "Phase"),
            Activity(2, 2, percent=100, actual_finish_on=JUNE_1, parent=1),
            Activity(3, 0, parent=1),
        ]
    )

    assert computed.summary(1).percent == 66
    assert computed.summary(1).is_open


def test_milestones_of_a_summary_weigh_the_same() -> None:
    done = {"percent": 100, "actual_finish_on": JUNE_1, "parent": 1}

    def percent(*milestones: Activity) -> int:
        return scheduled([Activity(1, 0), *milestones]).summary(1).percent

    assert percent(Activity(2, 0, **done), Activity(3, 0, parent=1)) == 50
    assert percent(Activity(2, 0, **done), Activity(3, 0, **done)) == 100


def test_a_summary_is_critical_when_a_task_below_it_is() -> None:
    plan = [
        Activity(1, 0, "Short"),
        Activity(2, 2, parent=1),
        Activity(3, 0, "Long"),
        Activity(4, 9, parent=3),
    ]

    computed = scheduled(plan)

    assert [computed.summary(uid).is_critical for uid in (1, 3)] == [False, True]


def test_a_summary_spans_the_summaries_below_it() -> None:
    plan = [
        Activity(1, 0, "Plan"),
        Activity(2, 0, "Phase", parent=1),
        Activity(3, 4, parent=2),
        Activity(4, 2, parent=1),
    ]

    computed = scheduled(plan, Link(2, 4))

    assert computed.summary(1)[:2] == (JUNE_1, date(2026, 6, 8))
    assert computed.summary(2)[:2] == (JUNE_1, date(2026, 6, 4))


@pytest.mark.parametrize(
    ("lag", "shown"),
    [(0, (date(2026, 6, 5), True)), (-1, (date(2026, 6, 5), False)), (2, (date(2026, 6, 9), True))],
)
def test_a_milestone_is_shown_at_the_end_of_a_day_unless_a_lead_drives_it(
    lag: int, shown: tuple[date, bool]
) -> None:
    computed = scheduled([Activity(1, 5), Activity(2, 0)], Link(1, 2, lag=lag))

    dates = computed.dates(1)

    assert (dates.start_on, dates.is_end_of_day) == shown
    assert dates.start_on == dates.finish_on


def test_of_two_links_that_allow_the_same_date_the_lower_uid_drives() -> None:
    plan = [Activity(1, 5), Activity(2, 5), Activity(3, 1)]

    for links in ([Link(1, 3), Link(2, 3)], [Link(2, 3), Link(1, 3)]):
        assert scheduled(plan, *links).driver(2).predecessor == 1


def test_of_two_links_between_the_same_tasks_the_order_does_not_decide() -> None:
    plan = [Activity(1, 5), Activity(2, 5)]
    links = [Link(1, 2, "SS", 5), Link(1, 2, "FS", 0)]

    for given in (links, links[::-1]):
        assert scheduled(plan, *given).driver(1).detail == "FS"


def test_a_plan_writes_its_status_date_only_when_it_has_one() -> None:
    document = {"project_start": "2026-06-01", "tasks": [{"uid": 1, "duration_days": 1}]}

    def status_of(status_on: date | None) -> object:
        network = read_network(document, status_on=status_on)
        return write_schedule(document, schedule(network)).get("status_date")

    assert status_of(None) is None
    assert status_of(date(2026, 6, 4)) == "2026-06-04"


def test_work_may_end_in_another_year_than_any_date_of_the_plan() -> None:
    calendar = calendar_of("1111100", [])

    computed = schedule(Network([Activity(1, 700)], [], calendar, JUNE_1))

    assert computed.finish_on == date(2029, 2, 2)


@pytest.mark.parametrize("percents", [(10, 10, 80), (20, 40, 40), (90, 20, 90)])
def test_parts_of_days_that_remain_add_up_to_whole_days(percents: tuple[int, ...]) -> None:
    def begun(uid: int, duration: int, percent: int) -> Activity:
        return Activity(uid, duration, actual_start_on=JUNE_1, percent=percent)

    works = [begun(n, 1, percent) for n, percent in enumerate(percents, start=2)]
    links = [Link(n, n + 1) for n in range(1, 1 + len(percents))]

    computed = scheduled([begun(1, 2, 50), *works, Activity(9, 20)], *links)

    days_left = (300 - sum(percents)) // 100
    assert computed.dates(0).total_float == 20 - days_left - 2
    assert computed.dates(0).late_finish_on == computed.network.calendar.shift(
        computed.dates(4).finish_on, -days_left
    )


@pytest.mark.parametrize(("has_successor", "late_finish_on"), [(False, 26), (True, 5)])
def test_a_started_successor_holds_a_start_to_start_predecessor_only_if_work_follows_it(
    has_successor: bool, late_finish_on: int
) -> None:
    plan = [
        Activity(1, 3, "Draft"),
        Activity(2, 10, "Review", actual_start_on=JUNE_1, percent=20),
        Activity(3, 1, "Publish"),
        Activity(4, 19, "Longest"),
    ]

    computed = scheduled(plan, Link(1, 2, "SS"), *([Link(2, 3)] if has_successor else []))

    # The successor's actual start, the 2 days done, and the 3 of the draft; or the end of all.
    assert computed.dates(0).late_finish_on == date(2026, 6, late_finish_on)


def test_a_start_to_start_link_no_longer_holds_a_started_predecessor() -> None:
    plan = [
        Activity(1, 3, actual_start_on=JUNE_1, percent=10),
        Activity(2, 19),
        Activity(3, 1),
    ]

    computed = scheduled(plan, Link(1, 2, "SS"), Link(2, 3))

    assert computed.dates(0).late_finish_on == computed.finish_on


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("SS", 2),  # Friday + 2 is Sunday, so Monday; from Monday it would be Wednesday.
        ("SS", 3),  # Friday + 3 is Monday.
        ("FS", 1),  # The end of Friday + 1 is the end of Saturday, so Monday.
        ("FS", 4),
    ],
)
def test_calendar_days_over_a_weekend_leave_no_room_to_slip_past_it(
    kind: LinkType, days: int
) -> None:
    friday = Activity(1, 1, constraint="SNET", constraint_on=date(2026, 6, 5))
    link = Link(1, 2, kind, days, is_elapsed=True)

    computed = scheduled([friday, Activity(2, 1), Activity(3, 30)], link)

    assert computed.dates(0).free_float == 0


def test_calendar_days_that_end_on_a_weekend_leave_room_to_slip_towards_it() -> None:
    wednesday = Activity(1, 1, constraint="SNET", constraint_on=date(2026, 6, 3))
    plan = [wednesday, Activity(2, 1), Activity(3, 30)]

    # Wednesday + 3 is Saturday, and Friday + 3 is Monday: both lead to Monday.
    assert scheduled(plan, Link(1, 2, "SS", 3, is_elapsed=True)).dates(0).free_float == 2


def test_work_as_late_as_possible_stays_where_its_finish_was_reported() -> None:
    plan = [Activity(1, 2, constraint="ALAP", forecast_on=date(2026, 6, 10)), Activity(2, 20)]

    computed = scheduled(plan, status_on=JUNE_1)

    assert computed.dates(0)[:2] == (JUNE_1, date(2026, 6, 10))
    assert computed.driver(0).kind == "forecast"


def test_a_milestone_at_the_project_start_is_shown_at_the_start_of_that_day() -> None:
    computed = scheduled([Activity(1, 0), Activity(2, 0)], Link(1, 2))

    assert [computed.dates(i)[:2] for i in (0, 1)] == [(JUNE_1, JUNE_1)] * 2


def test_a_milestone_as_late_as_possible_is_shown_on_the_last_day_of_the_plan() -> None:
    computed = scheduled([Activity(1, 0, constraint="ALAP"), Activity(2, 5)])

    assert computed.dates(0).finish_on == computed.finish_on == date(2026, 6, 5)


def test_a_suspense_counts_from_where_work_as_late_as_possible_comes_to_lie() -> None:
    plan = [
        Activity(1, 2, constraint="ALAP"),
        Activity(2, 10),
        Activity(3, 1),
        Activity(4, 1, due_after=(1, days(3))),
    ]

    computed = scheduled(plan, Link(1, 3), Link(2, 3), Link(2, 4))

    assert computed.dates(0).finish_on == date(2026, 6, 12)
    assert computed.due[3] == date(2026, 6, 15)
    assert computed.dates(3).total_float == 0
