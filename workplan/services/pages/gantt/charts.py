"""A plan's Gantt chart laid out, and drawn as a file: one title, scale and today for every door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.charts.axis import PIXELS_A_DAY, Axis, Scale, fits
from workplan.charts.gantt.layout import GanttLayout, lay_out
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.finding.task_lists import TaskFilter, narrowed
from workplan.services.pages.gantt.tasks import Hrefs
from workplan.services.pages.gantt.views import GanttView
from workplan.services.pages.gantt.windows import Gantt, gantt_of, undated_of
from workplan.services.record import journal
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.services.tasks.states import PlanDay

MOST_NAMED = 3
OPENS_AT = 880
"""How wide the chart is beside its table on a desk (pixels): what fits there is shown whole."""


class GanttChart(NamedTuple):
    """The rows of a page of the chart, and its geometry."""

    plan: Plan
    view: GanttView
    found: Gantt
    layout: GanttLayout
    day: PlanDay

    @property
    def subtitle(self) -> str:
        """Which plan it is, and as of when."""
        return f"{self.plan.title}, as of {day_words(self.day.today)}"

    @property
    def scales(self) -> list[Scale]:
        """The scales in which the plan can be drawn."""
        return _able(self.found, self.day.today)

    def counts(self, session: Session) -> Counts:
        """Return the figures of the whole plan."""
        return counts_of(session, {self.plan.id: self.day})[self.plan.id]

    def ending_on(self, session: Session, last: date | None) -> list[str]:
        """Return the codes of the open tasks that end on a day, three at most."""
        found = session.scalars(
            select(Task.code)
            .where(
                Task.plan_id == self.plan.id,
                states.counts_itself(),
                Task.is_open,
                Task.finish_on == last,
            )
            .order_by(Task.position)
            .limit(MOST_NAMED)
        )
        return list(found)

    def drawn(self, session: Session, kind: str) -> bytes:
        """Return this page of the chart as svg or png; one of several says which rows it shows."""
        from workplan.charts.gantt import files as gantt_files

        source, subtitle = journal.source_line(session), self.subtitle
        if self.found.pages > 1:
            first, total = self.found.first, self.found.total
            last = first + len(self.found.tasks) - 1
            subtitle += f"; rows {first:,} to {last:,} of {total:,} only"
        if self.found.baseline:
            subtitle += f"; grey bars: baseline “{self.found.baseline}”"
        subtitle += _left_out(undated_of(session, self.plan))
        said = finding_of(self.counts(session))
        return gantt_files.draw(self.layout, said, subtitle, source, kind)


def _left_out(undated: int) -> str:
    return f"; {undated:,} without dates are not drawn" if undated else ""


def finding_of(counts: Counts) -> str:
    """Return what the figures of a plan say, as a sentence."""
    left, total, late = counts.left, counts.total, counts.late
    if not total:
        return "No task is in this plan yet"
    if not left and counts.done < total:
        said = f"No task is open: {counts.done} of {total} done"
        said += f", {counts.claimed} claimed" if counts.claimed else ""
        return said + (f", {counts.ended} ended otherwise" if counts.ended else "")
    if not left:
        return f"All {total} tasks are done" if total > 1 else "The one task is done"
    tasks = f"{left} open tasks" if left > 1 else "The one open task"
    if not late:
        return f"None of {tasks} will end after its suspense" if left > 1 else f"{tasks} is in time"
    which = f"{late} of {tasks}" if left > 1 else tasks
    if late > left:
        # A task with subtasks has a suspense too, and is none of those that are counted as open.
        return f"{late} tasks will end after their suspense; {left} of {total} remain"
    return f"{which} will end after {'their' if late > 1 else 'its'} suspense"


def chart_of(
    session: Session,
    plan: Plan,
    now: datetime,
    hrefs: Hrefs,
    view: GanttView,
    *,
    chain: Sequence[str] = (),
    tried: Mapping[str, tuple[date, date]] | None = None,
    is_laid_over: bool = False,
) -> GanttChart:
    """Return a page of a plan's chart; the caller has checked that the person may see it.

    Args:
        chain: the keys of the rows that drive the one that is looked at, which comes first.
        tried: the dates that rows would have with a change that is not saved, by key.
        is_laid_over: that it is drawn over the chart as it stands, on the same axis.

    Raises:
        InvalidInput: for a scale or a baseline that is none.
    """
    view.checked()
    day = states.day_of(session, plan, now)
    where = None if view.wanted == TaskFilter() else narrowed(session, plan.id, view.wanted, day)
    found = gantt_of(
        session,
        plan,
        day,
        hrefs,
        view.page,
        where=where,
        folded=view.folded,
        baseline=view.charted(session, plan.id),
        at=f"t{view.task_id}" if view.task_id and not view.page else "",
    )
    axis = _axis(found, day.today, view.scale, None if is_laid_over else tried)
    is_working = day.calendar.is_working
    layout = lay_out(
        found.tasks,
        found.links,
        axis.scale,
        day.today,
        plan.status_on,
        is_working,
        axis,
        elsewhere=found.elsewhere,
        chain=chain,
        tried=tried,
    )
    return GanttChart(plan, view, found, layout, day)


def _axis(
    found: Gantt, today: date, scale: str, tried: Mapping[str, tuple[date, date]] | None
) -> Axis:
    """Return the axis of all pages of a chart, with what is tried."""
    first, last = found.span or (today, today)
    if tried:
        first = min(first, *(start for start, _ in tried.values()))
        last = max(last, *(finish for _, finish in tried.values()))
    if not scale:
        return Axis.opening(first, last, OPENS_AT)
    able = _able(found, today)
    if scale not in able:
        days = (last - first).days + 1
        raise InvalidInput(
            "scale",
            f"The plan takes {days:,} days, which is too long to draw by the {scale}. "
            f"Use {' or '.join(able)}.",
        )
    return Axis.around(able[able.index(scale)], first, last)


def _able(found: Gantt, today: date) -> list[Scale]:
    """Return the scales in which all bars and baselines can be drawn."""
    first, last = found.span or (today, today)
    return [scale for scale in PIXELS_A_DAY if fits(scale, (last - first).days + 1)]
