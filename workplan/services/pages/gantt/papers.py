"""A plan's Gantt chart on pages of paper: which rows, and what is written on each page."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Plan
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.pages.gantt.charts import finding_of
from workplan.services.pages.gantt.tasks import Hrefs
from workplan.services.pages.gantt.views import GanttView
from workplan.services.pages.gantt.windows import Gantt, gantt_of, undated_of
from workplan.services.record import journal
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import counts_of

MOST_PRINTED = 5_000
"""How many rows are drawn on pages: some two hundred and fifty of them."""
VARIANTS = {"": "All tasks", "summary": "Summary by line of effort"}


def printed(
    session: Session, plan: Plan, now: datetime, hrefs: Hrefs, size: str = "", variant: str = ""
) -> bytes:
    """Return the chart as a PDF; the caller has checked that the person may see the plan.

    Args:
        size: the paper; Letter unless given.
        variant: “summary” for lines of effort only.

    Raises:
        InvalidInput: for a paper or a variant that is none.
    """
    from workplan.charts.paper import pages as gantt_pages
    from workplan.charts.paper.sheets import PAPERS

    size = size or next(iter(PAPERS))
    if size not in PAPERS:
        raise InvalidInput("paper", f"“{size[:40]}” is no paper. Use {' or '.join(PAPERS)}.")
    if variant not in VARIANTS:
        raise InvalidInput("variant", f"“{variant[:40]}” is no variant. Use summary, or none.")
    day = states.day_of(session, plan, now)
    baseline = GanttView().charted(session, plan.id)
    found = gantt_of(session, plan, day, hrefs, None, baseline=baseline)
    counts = counts_of(session, {plan.id: day})[plan.id]
    tasks = found.tasks
    if variant:
        tasks = [task for task in tasks if task.depth == 0]
    said = [plan.title, f"Gantt chart as computed {day_words(plan.status_on or day.today)}"]
    if variant:
        said.append("lines of effort only")
    if found.baseline:
        said.append(_against(found))
    if undated := undated_of(session, plan):
        said.append(f"{undated:,} without dates are not drawn")
    if len(tasks) > MOST_PRINTED:
        said.append(f"the first {MOST_PRINTED:,} rows of {len(tasks):,} only")
    return gantt_pages.draw(
        gantt_pages.Paper(
            tasks[:MOST_PRINTED],
            found.links,
            day.today,
            plan.status_on,
            day.calendar.is_working,
            _finding(finding_of(counts), counts.finish_on),
            " · ".join(said),
            journal.source_line(session),
            plan.marking or "",
            PAPERS[size],
        )
    )


def _against(found: Gantt) -> str:
    return f"grey: baseline “{found.baseline}”"


def _finding(said: str, finish_on: date | None) -> str:
    return f"{said}; the plan ends {day_words(finish_on)}" if finish_on else said
