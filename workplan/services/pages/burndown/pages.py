"""The page of a burndown: its figures, what they are compared with, and what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan
from workplan.charts.burndown.chart import BurnChart, Variant
from workplan.errors import InvalidInput
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import BurnDay, FlowDay, Unit
from workplan.policy import PACE_DAYS
from workplan.scheduling.explain import day_words
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.pages.burndown.parts import Part, chosen, parts_of
from workplan.services.pages.burndown.replays import replayed
from workplan.services.pages.burndown.words import Told, told_of
from workplan.services.structure.baseline import chart_baselines
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import Counts, counts_of

FIRST_ROWS, MORE_ROWS = 13, 20
"""How many days the table shows at first, and how many more each time."""
UNITS: dict[Unit, str] = {"tasks": "Tasks", "days": "Working days"}
VARIANTS: dict[Variant, str] = {"down": "Burndown", "up": "Burn-up", "flow": "Cumulative flow"}


class Asked(NamedTuple):
    """What somebody wants to see.

    Args:
        of: the part of the plan, as `Part.value` has it.
        against: the baseline; the one that charts compare with unless given.
        rows: how many days the table shows.
    """

    as_of: date | None = None
    unit: Unit = "tasks"
    variant: Variant = "down"
    of: str = ""
    against: int | None = None
    rows: int = FIRST_ROWS


class BurnPage(NamedTuple):
    """What is shown, and what else there is to choose."""

    plan: Plan
    asked: Asked
    today: date
    found: Burndown
    part: Part
    parts: list[Part]
    baselines: list[Charted]
    baseline: Charted | None
    chart: BurnChart | None
    told: Told | None
    counts: Counts | None

    @property
    def is_today(self) -> bool:
        """Tell whether it shows the present day; of a closed plan no day is."""
        return self.found.as_of == self.today and not self.found.is_closed

    @property
    def shown(self) -> Sequence[BurnDay]:
        """The days of the table, the newest first."""
        return self.found.days[::-1][: self.asked.rows]

    @property
    def week_before(self) -> date:
        """The day a week before that of the page."""
        return self.found.as_of - timedelta(days=7)

    @property
    def finding(self) -> str:
        """What it shows, as a sentence: its title."""
        return self.found.finding(self.asked.unit)

    @property
    def pace(self) -> str:
        """When the work ends at the present pace, or why none can be said."""
        found = self.found
        if found.is_closed:
            return "the plan is closed"
        if found.last is None or not found.last.remaining_tasks:
            return ""
        at = "at today’s pace" if self.is_today else "at the pace of that day"
        if found.ends_on:
            return f"{at} the work ends about {day_words(found.ends_on)}"
        if found.projection.is_out_of_sight:
            return f"{at} the end is not in sight"
        return f"nothing was worked off in {PACE_DAYS} days, so the end is not in sight"


def page_of(session: Session, plan: Plan, now: datetime, asked: Asked) -> BurnPage:
    """Return the page; the caller has checked that the person may see the plan.

    Raises:
        InvalidInput: for a day that has not come, or a part or baseline that is none.
    """
    day = states.day_of(session, plan, now)
    as_of = asked.as_of or day.today
    if as_of > day.today:
        raise InvalidInput(
            "as_of",
            f"{day_words(as_of)} has not come yet. Give {day_words(day.today)} or an earlier day.",
        )
    parts = parts_of(session, plan)
    part = chosen(parts, asked.of)
    baselines = chart_baselines.standing(session, plan.id)
    baseline = _baseline(session, plan, as_of, baselines, asked.against)
    needs_flow = asked.variant == "flow" and asked.unit == "tasks"
    replay = None
    if needs_flow or not part.is_whole:
        replay = replayed(session, plan.id, part, as_of)
    found = burndown_of(session, plan, as_of, part, baseline, replay)
    counts, told, chart = None, None, None
    if as_of == day.today:
        of = None if part.is_whole else part.has_now()
        counts = counts_of(session, {plan.id: day}, of)[plan.id]
    if found.days:
        shown = [one.on for one in found.days[::-1][: asked.rows]]
        counted = replay.counted if replay and not part.is_whole else None
        told = told_of(session, plan.id, found, shown, counted)
        flow: Sequence[FlowDay] = replay.flow if needs_flow and replay else ()
        due = counts.last_due_on if counts else None
        is_today = as_of == day.today and not found.is_closed
        chart = BurnChart(found, asked.unit, asked.variant, flow, due, is_today)
    return BurnPage(
        plan,
        asked,
        day.today,
        found,
        part,
        parts,
        baselines,
        baseline,
        chart,
        told,
        counts,
    )


def _baseline(
    session: Session,
    plan: Plan,
    as_of: date,
    baselines: list[Charted],
    wanted: int | None,
) -> Charted | None:
    if wanted is None:
        return chart_baselines.charted(session, plan.id, as_of)
    found = next((baseline for baseline in baselines if baseline.id == wanted), None)
    if found is None:
        raise InvalidInput(
            "against", "This plan has no such baseline. Choose one of the list “Against”."
        )
    return found
