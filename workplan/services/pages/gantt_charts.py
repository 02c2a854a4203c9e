"""A plan's Gantt chart laid out, and drawn as a file: one title, scale and today for every door."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan
from workplan.charts.axis import PIXELS_A_DAY, Scale, fits
from workplan.charts.gantt import GanttLayout, lay_out, span
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.pages.gantts import ROWS_A_PAGE, Gantt, Hrefs, gantt_of, undated_of
from workplan.services.record import journal
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.services.tasks.states import PlanDay

MOST_PRINTED = 5_000
"""How many rows are drawn on pages: two hundred pages, and half a minute of a worker."""
WIDEST: tuple[tuple[int, Scale], ...] = ((45, "day"), (220, "week"), (1100, "month"))
"""Up to how many days a plan takes two screens or so in a scale; longer ones need quarters."""


class GanttChart(NamedTuple):
    """The rows of a page of the chart, its geometry, and the figures of the whole plan."""

    plan: Plan
    found: Gantt
    layout: GanttLayout
    counts: Counts
    day: PlanDay

    @property
    def finding(self) -> str:
        """What the chart shows of the whole plan, as a sentence: its title."""
        return finding_of(self.counts)

    @property
    def subtitle(self) -> str:
        """Which plan it is, and as of when."""
        return f"{self.plan.title}, as of {day_words(self.day.today)}"

    @property
    def scales(self) -> list[Scale]:
        """The scales in which the plan can be drawn."""
        return [scale for scale in PIXELS_A_DAY if fits(scale, _days(self.found, self.day.today))]

    def drawn(self, session: Session, kind: str) -> bytes:
        """Return this page of the chart as svg or png; one of several says which rows it shows."""
        from workplan.charts import gantt_files

        source, subtitle = journal.source_line(session), self.subtitle
        if self.found.pages > 1:
            first = (self.found.page - 1) * ROWS_A_PAGE + 1
            last = min(self.found.total, self.found.page * ROWS_A_PAGE)
            subtitle += f"; tasks {first:,} to {last:,} of {self.found.total:,} only"
        subtitle += _left_out(undated_of(session, self.plan))
        return gantt_files.draw(self.layout, self.finding, subtitle, source, kind)


def printed(session: Session, plan: Plan, now: datetime, hrefs: Hrefs) -> bytes:
    """Return the whole chart as a PDF; the caller has checked that the person may see the plan."""
    from workplan.charts import gantt_pages

    day = states.day_of(session, plan, now)
    found = gantt_of(session, plan, day, hrefs, None)
    counts = counts_of(session, {plan.id: day})[plan.id]
    undated = undated_of(session, plan)
    left_out = _left_out(undated)
    if len(found.tasks) > MOST_PRINTED:
        left_out += f"; the first {MOST_PRINTED:,} rows of {len(found.tasks):,} only"
    return gantt_pages.draw(
        gantt_pages.Paper(
            found.tasks[:MOST_PRINTED],
            found.links,
            day.today,
            plan.status_on,
            day.calendar.is_working,
            finding_of(counts),
            f"{plan.title}, as of {day_words(day.today)}{left_out}",
            journal.source_line(session),
        )
    )


def _left_out(undated: int) -> str:
    return f"; {undated:,} without dates are not drawn" if undated else ""


def finding_of(counts: Counts) -> str:
    """Return what the figures of a plan say, as a sentence."""
    left, total = counts.left, counts.total
    if not total:
        return "No task is in this plan yet"
    if not left:
        return f"All {total} tasks are done" if total > 1 else "The one task is done"
    said = f"{left} of {total} tasks {'remains' if total == 1 else 'remain'}"
    return f"{counts.late} late; {said}" if counts.late else f"None late; {said}"


def chart_of(
    session: Session, plan: Plan, now: datetime, hrefs: Hrefs, page: int = 1, wanted: str = ""
) -> GanttChart:
    """Return a page of a plan's chart; the caller has checked that the person may see it.

    Args:
        wanted: the scale; else one in which the plan takes two screens or so.

    Raises:
        InvalidInput: for a scale that is none.
    """
    if wanted and wanted not in PIXELS_A_DAY:
        raise InvalidInput("scale", f"“{wanted}” is no scale. Use {', '.join(PIXELS_A_DAY)}.")
    day = states.day_of(session, plan, now)
    found = gantt_of(session, plan, day, hrefs, page)
    days = _days(found, day.today)
    if wanted and not fits(wanted, days):
        able = [scale for scale in PIXELS_A_DAY if fits(scale, days)]
        raise InvalidInput(
            "scale",
            f"The plan takes {days:,} days, which is too long to draw by the {wanted}. "
            f"Use {' or '.join(able)}.",
        )
    scale: Scale = wanted if wanted else _fitting(days)
    is_working = day.calendar.is_working
    layout = lay_out(found.tasks, found.links, scale, day.today, plan.status_on, is_working)
    return GanttChart(plan, found, layout, counts_of(session, {plan.id: day})[plan.id], day)


def _days(found: Gantt, today: date) -> int:
    """Return how many days the rows take, baselines and suspenses included."""
    earliest, latest = span(found.tasks, today)
    return (latest - earliest).days + 1


def _fitting(days: int) -> Scale:
    return next((scale for limit, scale in WIDEST if days <= limit), "quarter")
