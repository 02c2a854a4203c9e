"""Work on another calendar than the plan's: what holds for every network that has some."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.workplan.scheduling.any_network.day_by_day import Simulated, simulated
from tests.workplan.scheduling.any_network.networks import (
    EVERY_CONSTRAINT,
    START,
    Document,
    documents,
    scheduled,
)
from tests.workplan.scheduling.any_network.test_working_minutes import (
    PER_DAY,
    in_minutes,
    whole_days,
)
from workplan.calendars.hours import OFFICE_HOURS
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import WorkingCalendar, calendar_of
from workplan.scheduling.network import Network
from workplan.scheduling.schedule import Schedule, schedule

FOUR_DAYS = ("1111000", frozenset({date(2026, 6, 8), date(2026, 6, 9)}))
WEEKEND = ("0000111", frozenset[date]())
ALL_WEEK = ("1111111", frozenset({date(2026, 6, 10)}))
WEEKS = (FOUR_DAYS, WEEKEND, ALL_WEEK)
undated = documents(constraints=(), deadlines=False, progress=False, status=False)


def clone(network: Network) -> WorkingCalendar:
    """Return a calendar that is worked as the plan's is, and is not the same."""
    mask, worked = network.calendar.weekmask, frozenset[date]()
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(365 * 5)]
    off = {d for d in days if mask[d.weekday()] == "1" and not is_worked(network, d)}
    return calendar_of(mask, off, worked)


def is_worked(network: Network, day: date) -> bool:
    assert isinstance(network.calendar, WorkingCalendar)
    return network.calendar.is_working(day)


@st.composite
def mixed(draw: st.DrawFn, plans: st.SearchStrategy[Document] = undated) -> Network:
    """Draw a network some of whose tasks have a calendar of their own."""
    network = scheduled(draw(plans)).network
    calendars = [calendar_of(mask, off) for mask, off in WEEKS]
    own = {
        activity.uid: calendar
        for activity in network.activities
        if (calendar := draw(st.sampled_from((None, *calendars)))) is not None
    }
    assume(own)
    return replace(network, calendars=own)


def told(computed: Schedule) -> list[object]:
    """Return what comes out, milestones by their boundaries: Friday’s end is Monday’s start."""
    boundary = computed.network.calendar.worked_before
    found: list[object] = []
    for i, (leaf, dates, _, due) in enumerate(computed.leaves()):
        ends = [computed.graph.axes[i].closes_at(computed.early.finish[i])]
        shown = dates if leaf.duration else (dates[4:7], *map(boundary, ends))
        found.append((leaf.uid, shown, due))
    return found


@given(documents(constraints=EVERY_CONSTRAINT, elapsed=False), st.sets(st.integers(1, 10)))
def test_a_calendar_equal_to_the_plans_changes_nothing(document: Document, uids: set[int]) -> None:
    # A milestone that a start drives lies at it, and no longer at the end of the day before.
    moments = {task["uid"] for task in document["tasks"] if not task["duration_days"]}
    links = [li for li in document["links"] if li[1] not in moments or li[2] in ("FS", "FF")]
    plain = whole_days({**document, "links": links})
    own = dict.fromkeys(uids, clone(plain.network))

    computed = schedule(replace(plain.network, calendars=own))

    assert told(computed) == told(plain)
    assert computed.finish_on == plain.finish_on


@given(mixed())
def test_dates_and_floats_are_those_of_a_simulation_day_by_day(network: Network) -> None:
    computed = schedule(network)

    found = {
        leaf.uid: Simulated(
            computed.graph.axes[i].opens_at(computed.early.start[i]),
            computed.graph.axes[i].closes_at(computed.early.finish[i]),
            computed.graph.axes[i].opens_at(int(computed.late.start[i])),
            computed.graph.axes[i].closes_at(int(computed.late.finish[i])),
            int(computed.floats.total[i]),
        )
        for i, leaf in enumerate(computed.graph.leaves)
    }

    assert found == simulated(network)


def work_in(computed: Schedule) -> list[object]:
    return [(leaf.uid, dates[:2]) for leaf, dates, _, _ in computed.leaves() if leaf.duration]


@given(mixed(documents(constraints=EVERY_CONSTRAINT, progress=False)))
def test_whole_days_on_several_calendars_are_the_same_in_minutes(network: Network) -> None:
    own = {
        uid: WorkingMinutes(calendar, OFFICE_HOURS)
        for uid, calendar in network.calendars.items()
        if isinstance(calendar, WorkingCalendar)
    }
    # Where whole days count, a Sunday's end is Monday's start, wherever a milestone may lie.
    assume(all(a.duration for a in network.activities if a.uid in own))

    days = schedule(network)
    minutes = schedule(replace(in_minutes(network), calendars=own))

    assert work_in(minutes) == work_in(days)
    assert minutes.early.remaining == [PER_DAY * left for left in days.early.remaining]


@given(mixed(documents(constraints=EVERY_CONSTRAINT)))
def test_work_is_only_placed_where_its_calendar_works(network: Network) -> None:
    computed = schedule(network)

    for i, leaf in enumerate(computed.graph.leaves):
        calendar = network.calendars.get(leaf.uid, network.calendar)
        if leaf.duration and leaf.actual_finish_on is None:
            dates = computed.dates(i)
            assert isinstance(calendar, WorkingCalendar)
            assert calendar.is_working(dates.start_on)
            assert calendar.is_working(dates.finish_on)


def test_four_days_a_week_take_a_friday_off() -> None:
    document = {
        "calendar": {"weekmask": "1111100", "holidays": []},
        "project_start": START.isoformat(),
        "tasks": [{"uid": 1, "duration_days": 6}, {"uid": 2, "duration_days": 1}],
        "links": [[1, 2]],
    }
    network = replace(scheduled(document).network, calendars={1: calendar_of("1111000", ())})

    computed = schedule(network)

    # Monday 1 June to Thursday, Monday and Tuesday; what follows is on the Wednesday.
    assert [computed.dates(i).finish_on for i in (0, 1)] == [date(2026, 6, 9), date(2026, 6, 10)]
