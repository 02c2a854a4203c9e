"""The page of the forecast: when the plan ends, which suspenses are kept, and what drives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.charts.forecast.histogram import Histogram
from workplan.forecast.forecast import Forecast, Quantiles
from workplan.scheduling.explain import day_words
from workplan.services.dates.stored_network import load
from workplan.services.pages.forecast.finished_work import departments_of, finished_in
from workplan.services.pages.forecast.words import how_often
from workplan.services.record import journal
from workplan.services.record.kept_results import KeptResults
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import Status

if TYPE_CHECKING:
    from workplan.forecast.back_test import BackTest
    from workplan.forecast.spread import Range

MOST_FOLLOWED = 60
"""How many milestones, and how many tasks with a finish that their agency foresees, are told."""
SURE = 0.9
"""Suspenses that are kept more often than this are folded."""


class Named(NamedTuple):
    """A task as the page names it; `forecast_on` is what its agency foresees."""

    id: int
    code: str
    name: str
    status: str
    percent: int
    duration_days: int
    finish_on: date | None
    due_on: date | None
    forecast_on: date | None
    reported_at: datetime | None
    led_by: str = ""


class Grounds(NamedTuple):
    """Where the spread of an agency comes from: how many finished tasks, and what they tell."""

    agency: str
    finished: int
    range: Range


class Worked(NamedTuple):
    """What is worked out of the plan as it stands, and kept until it changes."""

    found: Forecast | None
    grounds: Sequence[Grounds]
    looked_back: BackTest
    named: Mapping[int, Named]
    milestones: Sequence[int]
    foreseen: Sequence[int]
    blocked: Sequence[str]


KEPT: KeptResults[Worked] = KeptResults(most=24)


class ForecastPage(NamedTuple):
    """What is shown.

    Args:
        seed: the number by which the runs are drawn; `own_seed` is the one that the day gives.
    """

    plan: Plan
    day: PlanDay
    counts: Counts
    seed: int
    own_seed: int
    worked: Worked

    @property
    def found(self) -> Forecast | None:
        """What the runs say; None where nothing is open."""
        return self.worked.found

    @property
    def finding(self) -> str:
        """What it shows, as a sentence: its title."""
        found, end, back = self.found, self.counts.finish_on, self.worked.looked_back
        if self.plan.stage == "closed":
            if back.can_judge:
                return (
                    f"{back.inside} of {len(back.judged)} finished tasks took as long as expected"
                )
            return "The plan is closed, so there is nothing to forecast"
        if found is None or end is None or found.planned_on is None:
            return "Nothing is open, so there is nothing to forecast"
        often = how_often(found.share_by(found.planned_on))
        if found.planned_on == end:
            return f"Computed to end {day_words(end)}; that holds {often}"
        foreseen = f"Computed to end {day_words(end)}, as an agency foresees"
        return f"{foreseen}; without that, {day_words(found.planned_on)} holds {often}"

    @property
    def chances(self) -> list[tuple[Named, float]]:
        """The open suspenses that have not passed, each with how often it is kept, least first."""
        kept = self.found.kept if self.found else {}
        open_ones = [
            (named, share)
            for uid, share in kept.items()
            if (named := self.worked.named[uid]).due_on and named.due_on >= self.day.today
        ]
        return sorted(open_ones, key=lambda one: (one[1], one[0].due_on, one[0].id))

    @property
    def settled_for(self) -> int:
        """For how many runs at the end P80 stayed the same; none if it still moved."""
        if self.found is None:
            return 0
        same = self.found.runs
        for stage in reversed(self.found.settling):
            if stage.end.p80 != self.found.end.p80:
                break
            same = stage.runs
        return self.found.runs - same

    def chart(self) -> Histogram | None:
        """Return what the chart shows."""
        if self.found is None or self.found.planned_on is None:
            return None
        counts = dict(self.found.ends)
        first, last = min(counts), max(counts)
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        days = [day for day in span if day in counts or self.day.calendar.is_working(day)]
        return Histogram(
            days, counts, self.found.end, self.found.planned_on, self.counts.last_due_on
        )

    def finish_of(self, uid: int) -> Quantiles:
        """Return when a followed task finishes."""
        assert self.found is not None
        return self.found.finishes[uid]


def page_of(session: Session, plan: Plan, now: datetime, seed: int | None = None) -> ForecastPage:
    """Return the page; it is worked out once for each state of the plan, day and seed.

    The number of selects is the same for any number of tasks.

    Args:
        seed: another than that of the day, to see how much hangs on chance.
    """
    day = states.day_of(session, plan, now)
    own = int(f"{day.today:%Y%m%d}")
    wanted = own if seed is None else seed
    worked = KEPT.of(
        session,
        (plan.id, plan.status_on, wanted),
        lambda: _worked(session, plan, wanted),
        journal.head_of_plan(session, plan.id),
    )
    counts = counts_of(session, {plan.id: day})[plan.id]
    return ForecastPage(plan, day, counts, wanted, own, worked)


def _worked(session: Session, plan: Plan, seed: int) -> Worked:
    from workplan.forecast.back_test import back_test  # Here: numpy takes long to load.
    from workplan.forecast.running import forecast
    from workplan.forecast.spread import learnt

    departments = departments_of(session, plan.id)
    done = finished_in(session, plan, departments)
    spread = learnt(one.finished for one in done)
    milestones, foreseen = _followed(session, plan.id)
    network = load(session, plan.id).network
    found = None
    if plan.stage != "closed":
        followed = {*milestones, *foreseen}
        found = forecast(network, spread, departments, seed, followed)
    looked_back = back_test(done, seed)
    shown = {one.done.finished.task for one in looked_back.judged} | {*milestones, *foreseen}
    if found is not None:
        shown |= found.kept.keys() | {one.uid for one in found.movers}
    named = _named(session, shown)
    leading = {departments.get(task_id, "") for task_id in _open_ids(session, plan.id)}
    grounds = [
        Grounds(agency, spread.numbers(agency), spread.range_of(agency, seed))
        for agency in sorted(leading - {""})
    ]
    blocked = session.scalars(
        select(Task.code)
        .where(
            *(Task.plan_id == plan.id, states.is_open(), states.counts_itself()),
            Task.status == Status.BLOCKED,
        )
        .order_by(Task.position, Task.id)
        .limit(MOST_FOLLOWED)
    ).all()
    return Worked(found, grounds, looked_back, named, milestones, foreseen, blocked)


def _followed(session: Session, plan_id: int) -> tuple[list[int], list[int]]:
    """Return the open milestones of a plan, and the tasks whose finish their agency foresees."""
    ids = (
        select(Task.id)
        .where(Task.plan_id == plan_id, states.is_open(), states.counts_itself())
        .order_by(Task.finish_on, Task.id)
        .limit(MOST_FOLLOWED)
    )
    milestones = session.scalars(ids.where(Task.duration_days == 0)).all()
    foreseen = session.scalars(ids.where(Task.forecast_on.is_not(None))).all()
    return list(milestones), list(foreseen)


def _open_ids(session: Session, plan_id: int) -> Sequence[int]:
    wanted = select(Task.id).where(
        Task.plan_id == plan_id, states.is_open(), states.counts_itself()
    )
    return session.scalars(wanted).all()


def _named(session: Session, ids: Iterable[int]) -> dict[int, Named]:
    wanted = list(ids)
    columns = [getattr(Task, name) for name in Named._fields[:-1]]
    nobody = literal("").label("led_by")
    rows = read(Named, session.execute(select(*columns, nobody).where(Task.id.in_(wanted))))
    owners = owners_of(session, wanted)
    return {row.id: row._replace(led_by=owners.get(row.id, NOBODY).led_by) for row in rows}
