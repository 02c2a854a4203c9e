"""Plans: the list, and one at a glance."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.plan_days import today_in
from views.session import actor
from workplan import clock
from workplan.charts.burndown import spark
from workplan.extensions import db
from workplan.services import access
from workplan.services.burndowns import burndown_of
from workplan.services.overviews import overview
from workplan.services.portfolio import portfolio

bp = Blueprint("plans", __name__)


@bp.get("/plans")
@login_required
def index() -> ResponseReturnValue:
    """List the plans that the person may see."""
    session = db.session()
    figures = portfolio(session, access.visible_plans(actor()), clock.now())
    return render_template("plans/index.html", figures=figures)


@bp.get("/plans/<slug>")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show whether a plan makes its date, and what is in the way."""
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    today = today_in(plan)
    return render_template(
        "plans/show.html",
        plan=plan,
        standing=standing,
        today=today,
        at_a_glance=overview(session, plan, clock.now()),
        spark=spark(burndown_of(session, plan, today)),
    )
