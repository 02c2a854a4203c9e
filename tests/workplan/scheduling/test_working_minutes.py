"""Plans in working minutes: whole days give what they give as days; parts of a day stay parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from math import ceil

from hypothesis import given

from tests.workplan.scheduling.networks import EVERY_CONSTRAINT, Document, documents, scheduled
from workplan.calendars.hours import OFFICE_HOURS
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import WorkingCalendar, federal_calendar
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.schedule import Schedule, schedule

at = datetime.fromisoformat
PER_DAY = 480
MONDAY = date(2027, 1, 4)


def in_minutes(network: Network) -> Network:
    """Return a network of whole days, counted in minutes."""
    assert isinstance(network.calendar, WorkingCalendar)
    return replace(
        network,
        activities=[a._replace(duration=a.duration * PER_DAY) for a in network.activities],
        links=[
            link._replace(lag=link.lag * (1440 if link.is_elapsed else PER_DAY))
            for link in network.links
        ],
        calendar=WorkingMinutes(network.calendar, OFFICE_HOURS),
    )


def said(computed: Schedule) -> list[object]:
    return [(leaf.uid, *rest) for leaf, *rest in computed.leaves()]


def whole_days(document: Document) -> Schedule:
    """Schedule without work that is half done: what is left of it is rounded up to whole days."""
    tasks = [
        {**task, "percent": 100 if task.get("percent", 0) == 100 else 0}
        for task in document["tasks"]
    ]
    return scheduled({**document, "tasks": tasks})


@given(documents(constraints=EVERY_CONSTRAINT, elapsed=False))
def test_whole_days_give_the_same_dates_floats_and_drivers_in_minutes(document: Document) -> None:
    days = whole_days(document)

    minutes = schedule(in_minutes(days.network))

    assert said(minutes) == said(days)
    assert minutes.finish_on == days.finish_on
    assert [*map(minutes.summary, minutes.graph.summaries)] == [
        *map(days.summary, days.graph.summaries)
    ]


@given(documents(constraints=("SNET", "FNET", "MSO", "MFO"), elapsed=True))
def test_calendar_days_lead_to_the_same_early_dates_in_minutes(document: Document) -> None:
    # How late work may be is told to the minute here, which whole days cannot.
    days = whole_days(document)

    minutes = schedule(in_minutes(days.network))

    assert minutes.early.start == [PER_DAY * start for start in days.early.start]
    assert minutes.early.finish == [PER_DAY * finish for finish in days.early.finish]


def plan(*activities: Activity, links: tuple[Link, ...] = (), start: date = MONDAY) -> Schedule:
    calendar = WorkingMinutes(federal_calendar(), OFFICE_HOURS)
    return schedule(Network(activities, links, calendar, start))


def test_eight_half_days_in_a_row_end_on_the_fourth_day() -> None:
    halves = [Activity(uid, 240) for uid in range(1, 9)]
    row = tuple(Link(uid, uid + 1) for uid in range(1, 8))

    computed = plan(*halves, links=row)

    assert computed.finish_on == date(2027, 1, 7)
    assert computed.moments(1) == (at("2027-01-04 13:00"), at("2027-01-04 17:00"))
    assert computed.moments(2) == (at("2027-01-05 08:00"), at("2027-01-05 12:00"))


def test_a_lag_of_two_hours_keeps_its_part_of_a_day_and_is_told_in_days() -> None:
    computed = plan(Activity(1, 480), Activity(2, 480), links=(Link(1, 2, "FS", 120),))

    assert computed.moments(1) == (at("2027-01-05 10:00"), at("2027-01-06 10:00"))
    assert computed.driver(1).encoded() == "link:1:FS:0.25:0"


def test_a_day_of_the_clock_is_counted_from_the_hour() -> None:
    computed = plan(Activity(1, 240), Activity(2, 480), links=(Link(1, 2, "FS", 1440, True),))

    assert computed.moments(1) == (at("2027-01-05 13:00"), at("2027-01-06 12:00"))


def test_a_constraint_and_an_actual_start_hold_to_the_hour() -> None:
    computed = plan(
        Activity(1, 480, constraint="SNET", constraint_on=at("2027-01-06 13:00")),
        Activity(2, 720, actual_start_on=at("2027-01-04 13:00"), percent=50),
    )

    assert computed.moments(0) == (at("2027-01-06 13:00"), at("2027-01-07 12:00"))
    assert computed.moments(1) == (at("2027-01-04 13:00"), at("2027-01-05 17:00"))


def test_what_is_left_of_begun_work_keeps_its_part_of_a_day() -> None:
    calendar = WorkingMinutes(federal_calendar(), OFFICE_HOURS)
    begun = Activity(1, 2 * PER_DAY, actual_start_on=MONDAY, percent=75)

    computed = schedule(Network([begun], [], calendar, MONDAY, date(2027, 1, 6)))

    assert computed.moments(0) == (at("2027-01-04 08:00"), at("2027-01-06 12:00"))
    assert ceil(computed.early.remaining[0]) == 240


def test_a_part_of_a_day_after_a_suspense_is_a_day_late() -> None:
    computed = plan(Activity(1, 5 * PER_DAY + 60, deadline_on=date(2027, 1, 8)))

    assert computed.leaf_late_days(0, date(2027, 1, 8)) == 1
    assert computed.dates(0).total_float == -0.13


def test_finished_work_lets_what_follows_start_at_the_hour_at_which_it_ended() -> None:
    done = Activity(
        1,
        480,
        actual_start_on=at("2027-01-04 08:00"),
        actual_finish_on=at("2027-01-05 12:00"),
        percent=100,
    )

    computed = plan(done, Activity(2, 480), links=(Link(1, 2),))

    assert computed.moments(0) == (at("2027-01-04 08:00"), at("2027-01-05 12:00"))
    assert computed.moments(1) == (at("2027-01-05 13:00"), at("2027-01-06 12:00"))


def test_a_minute_after_a_suspense_is_late_critical_and_found() -> None:
    computed = plan(Activity(1, PER_DAY + 1, deadline_on=MONDAY))

    assert computed.leaf_late_days(0, MONDAY) == 1
    assert computed.dates(0).total_float < 0
    assert {found.id for found in findings(computed)} >= {"missed_suspense", "negative_float"}
