"""What happened in a plan between two days, to look at and to paste elsewhere."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent.two_days import two_days
from views.support.session import actor
from workplan import clock
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.pages import activities
from workplan.services.people import rights

bp = Blueprint("activity", __name__)


@bp.get("/plans/<slug>/activity")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show what was reported between two days; of the last seven unless asked."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    today = clock.civil_date(clock.now(), plan.time_zone)
    asked = two_days(*activities.week_before(today))
    first, last = asked.days["from"], asked.days["to"]
    found = None
    if first is not None and last is not None:
        try:
            found = activities.activity(session, plan, first, last, clock.now())
        except InvalidInput as error:
            asked.wrong[error.field] = error.message
    page = render_template(
        "activity/show.html",
        plan=plan,
        standing=standing,
        asked=asked,
        found=found,
        told=activities,
    )
    return page, 422 if asked.wrong else 200
