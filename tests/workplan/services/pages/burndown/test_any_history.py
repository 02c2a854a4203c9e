"""Whatever is claimed, ended, removed, moved and undone: the burndown counts as the plan does."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from support.record.tasks.ending_tasks import Player, on, two_efforts
from workplan.extensions import db
from workplan.forecast.burndown import Burndown
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.pages.burndown.parts import WHOLE, Part, parts_of
from workplan.services.pages.burndown.replays import apart_of_plan, replayed
from workplan.services.tasks import plan_counts, states

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from workplan.forecast.burndown_days import Unit

UNITS: tuple[Unit, Unit] = ("tasks", "days")


@pytest.fixture
def efforts(office: Office) -> tuple[int, int]:
    return two_efforts(office)


def found(office: Office, day: date, part: Part = WHOLE) -> Burndown:
    db.session.rollback()
    return burndown_of(db.session(), office.plan(), day, part)


def shown(office: Office, day: date) -> list[Any]:
    """Return what the burndown of a plan and of each of its lines of effort says of a day."""
    said: list[Any] = []
    for part in _parts(office):
        burndown = found(office, day, part)
        said += [burndown.arithmetic(unit) for unit in UNITS]
        said += [burndown.days, burndown.apart_days, burndown.projection, burndown.finding()]
    return said


def _parts(office: Office) -> list[Part]:
    parts = parts_of(db.session(), office.plan())
    return [WHOLE, *(part for part in parts if part.kind == "effort")]


def assert_counts(office: Office, now: datetime, said: str) -> None:
    plan = office.plan()
    day = states.day_of(db.session(), plan, now)
    for part in _parts(office):
        of = None if part.is_whole else part.has_now()
        counts = plan_counts.counts_of(db.session(), {plan.id: day}, of)[plan.id]
        burndown = found(office, now.date(), part)
        sum_ = burndown.arithmetic("tasks")
        if sum_ is None:
            assert counts.total == 0, said
            continue
        ended = (counts.not_done, counts.superseded, counts.merged)
        assert (sum_.done, sum_.left) == (counts.done, counts.left), (said, part)
        assert sum_.apart == (counts.claimed, *ended), (said, part)
        assert_each_day_adds_up(burndown)
    whole = replayed(db.session(), plan.id, WHOLE, now.date())
    assert apart_of_plan(db.session(), plan.id, now.date()) == whole.apart


def assert_each_day_adds_up(burndown: Burndown) -> None:
    for before, day in zip(burndown.days, burndown.days[1:], strict=False):
        came = day.added_tasks - day.removed_tasks
        gone = day.done_tasks + day.ended_tasks
        assert before.remaining_tasks + came - gone == day.remaining_tasks
        came = day.added_days - day.removed_days + day.reestimated_days
        gone = day.worked_days + day.ended_days
        assert before.remaining_days + came - gone == day.remaining_days


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_burndown_counts_as_the_plan_does_and_no_past_day_changes(
    office: Office, efforts: tuple[int, int], seed: int
) -> None:
    player = Player(office, efforts, Random(seed))  # noqa: S311  # no secret
    seen: dict[date, list[Any]] = {}
    done = []
    for number in range(1, 36):
        done.append(player.play(on(number)))
        assert_counts(office, on(number), f"{number}: {done[-1]}")
        seen[on(number).date()] = shown(office, on(number).date())
    assert {day: shown(office, day) for day in seen} == seen
