"""End mails like one by a click: in the mail program, or on a page that its link leads to."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from workplan import clock
from workplan.extensions import csrf, db
from workplan.services.delivery import unsubscribing

bp = Blueprint("unsubscribing", __name__)


@bp.get("/stop/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show what would end; nothing is changed, whoever or whatever follows the link."""
    asked = unsubscribing.asked(db.session(), token, clock.now())
    return render_template("unsubscribing/show.html", asked=asked, token=token, is_done=False)


# A mail program sends it, which has no page of ours; the token is the proof (RFC 8058, 3.2).
@csrf.exempt
@bp.post("/stop/<token>")
def stop(token: str) -> ResponseReturnValue:
    """End it, if that is what was sent."""
    if request.form.get("List-Unsubscribe") != "One-Click":
        return show(token)
    asked = unsubscribing.stop(token, clock.now())
    return render_template("unsubscribing/show.html", asked=asked, token=token, is_done=True)
