"""Plans: the list, and one at a glance."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from markupsafe import Markup

from models import Plan
from views.support.session import actor
from views.support.shown import downloads
from workplan import clock, vocabulary
from workplan.charts.burndown import inline as burndown_svg
from workplan.charts.burndown.chart import BurnChart
from workplan.extensions import Session, db
from workplan.services.accounts.membership.departures import left_in
from workplan.services.coordination.asking_all import whom_to_ask
from workplan.services.coordination.recipients import agencies_without_recipient, reach_of
from workplan.services.interchange.exports import FORMS
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.pages.cycles import pages as cycle_pages
from workplan.services.pages.overview.overviews import Overview, overview
from workplan.services.pages.overview.portfolio import portfolio
from workplan.services.pages.overview.waits_for_you import waits_for_you
from workplan.services.pages.overview.ways_back import way_back
from workplan.services.people import founders, rights

bp = Blueprint("plans", __name__)

LISTED = (
    "Plan",
    "Stage",
    "Done",
    "Tasks",
    "Late",
    "At risk",
    "Finish, computed",
    "Next suspense",
    "Last report (UTC)",
)


@bp.get("/plans")
@login_required
def index() -> ResponseReturnValue:
    """List the plans that the person may see."""
    session = db.session()
    figures = portfolio(session, rights.listed_plans(actor()), clock.now())
    may_found = founders.may_found(session, actor())
    return render_template("plans/index.html", figures=figures, may_found=may_found)


@bp.get("/plans.csv")
@login_required
def table() -> Response:
    """Serve that list as CSV."""
    found = portfolio(db.session(), rights.listed_plans(actor()), clock.now())
    rows = (
        (
            f.plan.title,
            vocabulary.Stage.said(f.plan.stage),
            f.counts.done,
            f.counts.total,
            f.counts.late,
            f.counts.at_risk,
            f.counts.finish_on,
            f.next_suspenses[0].due_on if f.next_suspenses else None,
            f.plan.last_reported_at,
        )
        for f in found
    )
    return downloads.table("plans", LISTED, rows)


@bp.get("/plans/<slug>")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show whether a plan makes its date, and what is in the way."""
    return page(slug)


def page(slug: str, *, refusal: str = "") -> str:
    """Render the overview of a plan.

    Args:
        refusal: why its agencies were not asked, shown beside what was typed.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    now = clock.now()
    at_a_glance = overview(session, plan, now)
    day, end = at_a_glance.figures.day, at_a_glance.end
    looks_after = standing.may_change_structure and plan.stage != "closed"
    reach = reach_of(session, plan.id) if looks_after else None
    return render_template(
        "plans/show.html",
        waits=waits_for_you(session, plan.id, day.today) if looks_after else None,
        unreached=agencies_without_recipient(session, plan.id, reach) if reach else [],
        left=left_in(session, plan.id, reach.parents) if reach else [],
        asking=whom_to_ask(session, day, plan.time_zone, now) if looks_after else None,
        refusal=refusal,
        plan=plan,
        export_forms=FORMS,
        standing=standing,
        day=day,
        at_a_glance=at_a_glance,
        cycle=cycle_pages.open_in(session, plan),
        way=way_back(session, end.after.task_id, day, now) if end else None,
        burndown=_burndown(session, plan, at_a_glance),
    )


def _burndown(session: Session, plan: Plan, shown: Overview) -> Markup | None:
    """Return the burndown as the overview has it: of tasks, as it stands today."""
    found = burndown_of(session, plan, shown.figures.day.today)
    if not found.days:
        return None
    due_on = shown.figures.counts.last_due_on
    chart = BurnChart(found, last_due_on=due_on, is_today=not found.is_closed)
    return burndown_svg.draw_card(chart, found.finding("tasks"))
