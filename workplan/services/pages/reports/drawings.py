"""The drawings of a report: on a page as it has them anyway, in a document by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models import Plan
from workplan.charts import deliverables
from workplan.charts.burndown import inline
from workplan.charts.burndown.chart import BurnChart
from workplan.charts.deliverables import Deliverable
from workplan.papers.blocks import Figure
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.tasks.plan_counts import Counts


def burndown(
    session: Session, plan: Plan, today: date, counts: Counts, *, on_paper: bool
) -> Figure | None:
    """Return the burndown of a plan in tasks; None before anything happened.

    Args:
        on_paper: whether it goes into a document, where no style sheet of a page is.
    """
    found = burndown_of(session, plan, today)
    if not found.days:
        return None
    chart = BurnChart(found, last_due_on=counts.last_due_on, is_today=not found.is_closed)
    said = found.finding("tasks")
    if not on_paper:
        return Figure(str(inline.draw_card(chart, said)), said)
    from workplan.charts.burndown import files  # Here: it loads what no page needs.

    drawn = files.draw_plain(chart).decode()
    return Figure(drawn[drawn.index("<svg") :], said)  # What stands before it is no part of a page.


def directed(rows: Sequence[Deliverable], today: date, said: str) -> Figure:
    """Return the drawing of what the directive orders."""
    caption = (
        "Flag: suspense. Diamond: computed finish; filled and red: after the suspense. Check: done."
    )
    return Figure(str(deliverables.draw(rows, today, said)), said, caption)
