"""A person's calendar at a secret address, for programs that cannot sign in."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import changing, settings
from workplan import clock
from workplan.extensions import db
from workplan.services.interchange import feeds

bp = Blueprint("feeds", __name__)


@bp.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """Serve the suspenses and milestones of the person whose address this is."""
    content = feeds.calendar_at(db.session(), token, settings().base_url, clock.now())
    return Response(content, mimetype="text/calendar")


@bp.post("/account/calendar")
@login_required
def give() -> ResponseReturnValue:
    """Give a new address, shown this once, or take the present one away."""
    token = feeds.give(changing(), is_wanted="end" not in request.form)
    if token:
        address = f"{settings().base_url}/calendar/{token}.ics"
        flash(f"Your calendar address, shown this once; keep it to yourself: {address}")
    else:
        flash("Your calendar address leads nowhere from now on.")
    return redirect(url_for("account.show"))
