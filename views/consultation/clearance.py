"""The clearance of a plan: its page, and a version that is sent to the agencies."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.consultation.clearance_pages import clearance_page
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.consultation import clearances
from workplan.services.consultation.clearances import Sent
from workplan.services.people import rights

bp = Blueprint("clearance", __name__)

OVERTAKEN = "Somebody sent a version meanwhile. Look at it above, and send the next one if need be."


@bp.get("/plans/<slug>/clearance")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show who was asked about the plan, what each answered, and what the reader may do now."""
    return clearance_page(slug)


@bp.post("/plans/<slug>/clearance")
@login_required
def send(slug: str) -> ResponseReturnValue:
    """Send the plan as it stands to agencies, each with a day to answer."""
    rights.plan_to_change(db.session(), actor(), slug)
    chosen = [one for typed in request.form.getlist("ask") if (one := asked.row_id(typed))]
    after = asked.whole(request.form.get("after", ""))
    try:
        days = {agency: asked.sent_day(f"due_{agency}") for agency in chosen}
        sent = Sent(request.form.get("name", ""), days, after or 0)
        number = clearances.send(changing(), slug, sent)
    except StaleVersion:
        db.session.rollback()
        return clearance_page(slug, refusal=OVERTAKEN, at="send"), 409
    except InvalidInput as error:
        db.session.rollback()
        return clearance_page(slug, refusal=error.message, at="send"), 422
    flash(f"Version {number} is sent to {plural(len(chosen), 'agency', 'agencies')}.")
    return redirect(url_for("clearance.show", slug=slug))
