"""Schedule health: the page, and its points as CSV."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor
from views.support.shown import downloads
from workplan import clock
from workplan.charts import trend
from workplan.extensions import db
from workplan.services.pages.schedule_health import HealthPage, page_of
from workplan.services.people import rights
from workplan.services.people.standing import Standing

bp = Blueprint("schedule_health", __name__)

HEADINGS = ("point", "name", "formula", "figure", "threshold", "verdict", "note", "tasks")


@bp.get("/plans/<slug>/health")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show what to mend first, the 14 points and the ten practices."""
    page, standing = _page(slug)
    drawn = None
    if len(page.trend) > 1:
        finding = f"Points passed since {page.past[0].on:%-d %B}: {page.trend[-1][1]} now"
        drawn = trend.draw(page.trend, max(one.run for one in page.past), page.day.today, finding)
    return render_template(
        "schedule_health/show.html", plan=page.plan, page=page, standing=standing, trend=drawn
    )


@bp.get("/plans/<slug>/health.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the points as CSV."""
    page, _ = _page(slug)
    rows = ((*point[:7], len(point.tasks)) for point in page.checked.points)
    return downloads.table(f"{slug}-schedule-health", HEADINGS, rows)


def _page(slug: str) -> tuple[HealthPage, Standing]:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    return page_of(session, plan, clock.now()), standing
