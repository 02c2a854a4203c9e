"""What would be sent between two days, were nothing to change till then."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor
from workplan import clock
from workplan.calendars.written import read_day
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
    typed = {
        "from": request.args.get("from", tomorrow.isoformat()).strip(),
        "to": request.args.get("to", (tomorrow + AHEAD).isoformat()).strip(),
    }
    wrong: dict[str, str] = {}
    found: list[ComingMail] = []
    days = {name: _day(name, said, wrong) for name, said in typed.items()}
    first, last = days["from"], days["to"]
    if first is not None and last is not None:
        try:
            found = coming_between(session, plan, standing, clock.now(), first, last)
        except InvalidInput as error:
            wrong[error.field] = error.message
    page = render_template(
        "reminders/coming.html",
        plan=plan,
        standing=standing,
        typed=typed,
        wrong=wrong,
        first=first,
        last=last,
        coming=found,
        people=len({mail.to for mail in found}),
        reminders=sum(len(mail.tasks) for mail in found),
    )
    return page, 422 if wrong else 200


def _day(name: str, said: str, wrong: dict[str, str]) -> date | None:
    """Read a day; what cannot be read is noted under its name."""
    try:
        return read_day(said)
    except ValueError:
        wrong[name] = f"“{said}” is no day. Give one such as 2026-11-24."
        return None
