"""What would be sent between two days, were nothing to change till then."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent.two_days import two_days
from views.support.session import actor
from workplan import clock
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.reminding.coming_mails import ComingMail, coming_between

bp = Blueprint("coming", __name__)

AHEAD = timedelta(days=30)
"""How far the page looks unless it is asked otherwise."""


@bp.get("/plans/<slug>/reminders/coming")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the mails that would go out between two days; of the next month unless asked."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_journal(standing)
    tomorrow = clock.civil_date(clock.now(), plan.time_zone) + timedelta(days=1)
    asked = two_days(tomorrow, tomorrow + AHEAD)
    found: list[ComingMail] = []
    first, last = asked.days["from"], asked.days["to"]
    if first is not None and last is not None:
        try:
            found = coming_between(session, plan, standing, clock.now(), first, last)
        except InvalidInput as error:
            asked.wrong[error.field] = error.message
    page = render_template(
        "reminders/coming.html",
        plan=plan,
        standing=standing,
        asked=asked,
        coming=found,
        people=len({mail.to for mail in found}),
        reminders=sum(len(mail.tasks) for mail in found),
    )
    return page, 422 if asked.wrong else 200
