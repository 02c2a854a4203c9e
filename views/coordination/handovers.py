"""Hand a task on, answer an offer, and say how one's own part stands."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.pages import tasks as task_views
from views.support.sent.asked import sent_number
from views.support.session import actor, changing
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination import assignments, handovers, support_lines
from workplan.services.coordination.handovers import Decision

bp = Blueprint("handovers", __name__)


SAID = {
    "accept": "You accepted: the task is yours.",
    "decline": "You declined: the agency that offered it keeps it.",
    "withdraw": "You withdrew the offer: the task stays with the agency that leads it.",
}


@bp.post("/tasks/<int:task_id>/assignee")
@login_required
def assign(task_id: int) -> ResponseReturnValue:
    """Hand a task to a person of the agency, or back to it."""
    try:
        assignments.assign(changing(), task_id, sent_number("assignee"), sent_number("version"))
    except InvalidInput as error:
        return _refused(task_id, error)
    flash("The task is handed on.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="hands"))


@bp.post("/tasks/<int:task_id>/handovers")
@login_required
def propose(task_id: int) -> ResponseReturnValue:
    """Offer a task to another agency."""
    note = request.form.get("note", "")
    try:
        handovers.propose(changing(), task_id, sent_number("to_agency") or 0, note)
    except InvalidInput as error:
        return _refused(task_id, error)
    flash("The task is offered; who leads it keeps it until the other agency accepts.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="hands"))


@bp.post("/handovers/<int:offer_id>")
@login_required
def decide(offer_id: int) -> ResponseReturnValue:
    """Accept, decline or withdraw an offer."""
    reason = request.form.get("reason", "")
    decision = Decision(request.form.get("answer") == "accept", reason)
    try:
        task_id = handovers.decide(changing(), offer_id, decision)
    except InvalidInput as error:
        found = handovers.task_of(db.session(), actor(), offer_id)
        assert found is not None
        wrote = f" You wrote: “{reason}”" if reason else ""
        return _refused(found, InvalidInput("reason", error.message + wrote))
    flash(SAID.get(request.form.get("answer", ""), "The offer is closed."))
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="hands"))


@bp.post("/tasks/<int:task_id>/support")
@login_required
def support(task_id: int) -> ResponseReturnValue:
    """Say how a supporting agency's own part stands."""
    status, note = request.form.get("status", ""), request.form.get("note", "")
    try:
        agency_id = sent_number("agency") or 0
        seen = request.form.get("seen")
        support_lines.say(changing(), task_id, agency_id, status, note, seen)
    except InvalidInput as error:
        return _refused(task_id, error, at="support")
    flash("Your part is on the record.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="hands"))


def _refused(task_id: int, error: InvalidInput, at: str = "hands") -> ResponseReturnValue:
    """Show the task's page again with what was wrong, and what was typed."""
    db.session.rollback()
    return task_views.page(task_id, refusal=error.message, at=at), 422
