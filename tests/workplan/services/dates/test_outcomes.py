"""What is taken over from an earlier computation is what would be computed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from workplan.calendars.working import calendar_of, federal_calendar
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.schedule import schedule
from workplan.services.dates.outcomes import Outcome, repeated

if TYPE_CHECKING:
    from workplan.scheduling.schedule import Schedule

START = date(2026, 1, 5)
SIZE = 40


def network(seed: int) -> Network:
    """Return a plan with progress, constraints and suspenses, that begins years ago or soon."""
    chance = Random(seed)  # noqa: S311  # repeatable, nothing is secret
    activities = [
        Activity(
            uid,
            chance.randint(0, 9),
            constraint=chance.choice(("ASAP", "ASAP", "ALAP")),
            deadline_on=START + timedelta(days=chance.randint(20, 200)),
            percent=chance.choice((0, 0, 0, 40, 100)),
        )
        for uid in range(SIZE)
    ]
    links = [
        Link(before, before + chance.randint(1, 4), chance.choice(("FS", "SS", "FF")))
        for before in range(0, SIZE - 4, 2)
    ]
    return Network(activities, links, federal_calendar(), START, START + timedelta(days=30))


def changed(plan: Network, seed: int) -> Network:
    """Return the plan with one of its tasks changed, or gone."""
    chance = Random(seed)  # noqa: S311
    place = chance.randrange(SIZE)
    activities = [*plan.activities]
    if seed % 5 == 0:
        activities.pop(place)
        links = [li for li in plan.links if place not in (li.predecessor, li.successor)]
        return replace(plan, activities=activities, links=links)
    activities[place] = activities[place]._replace(
        duration=chance.randint(1, 12), percent=chance.choice((0, 50))
    )
    return replace(plan, activities=activities)


def shown(computed: Schedule, i: int) -> tuple[object, ...]:
    """Return all that is stored of a leaf."""
    due_on = computed.due[i]
    late = 0 if due_on is None else computed.leaf_late_days(i, due_on)
    return computed.dates(i), computed.driver(i), due_on, late, computed.is_done(i)


@pytest.mark.parametrize("seed", range(1, 26))
def test_whoever_is_taken_over_comes_out_as_before(seed: int) -> None:
    plan = network(seed)
    before, after = schedule(plan), schedule(changed(plan, seed))
    alike = repeated(after, Outcome(before, {}))
    assert all(shown(after, i) == shown(before, i) for i, same in enumerate(alike) if same)
    # Were nothing ever taken over, this would show nothing.
    assert any(alike) == (seed % 5 != 0)


def test_nothing_is_taken_over_from_another_calendar_or_start() -> None:
    plan = network(1)
    outcome = Outcome(schedule(plan), {})
    assert all(repeated(schedule(plan), outcome))
    six_days = calendar_of("1111110", [], [], is_federal=True)
    for other in (
        replace(plan, calendar=six_days),
        replace(plan, start_on=START + timedelta(days=1)),
    ):
        assert not any(repeated(schedule(other), outcome))


def test_the_first_computation_takes_nothing_over() -> None:
    assert not any(repeated(schedule(network(1)), None))
