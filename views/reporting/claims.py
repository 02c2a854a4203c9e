"""Decide on a claim: accept, return, withdraw it, reverse its acceptance, and set its terms."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.reporting import chain
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.reporting.endings import acceptance, claims, closing
from workplan.services.reporting.endings.closing import Terms

bp = Blueprint("claims", __name__)
SAID = {
    "accept": "You accepted the claim: it is done as of the day of the claim.",
    "return": "You returned the claim: the task is open again, and the agency is told why.",
    "withdraw": "The claim is withdrawn: the task is open again.",
}


@bp.post("/claims/<int:claim_id>")
@login_required
def decide(claim_id: int) -> ResponseReturnValue:
    """Accept, return or withdraw a claim."""
    answer, said = request.form.get("answer", ""), request.form.get("words", "")
    task_id = claims.claim_for(db.session(), actor(), claim_id)[1].id
    try:
        match answer:
            case "accept":
                seen = {
                    n
                    for typed in request.form.getlist("seen")
                    if (n := asked.whole(typed)) is not None
                }
                moves = acceptance.accept(changing(), claim_id, seen, said)
            case "return":
                moves = acceptance.send_back(changing(), claim_id, said)
            case "withdraw":
                moves = acceptance.withdraw(changing(), claim_id, said)
            case _:
                raise InvalidInput("answer", "Choose what becomes of the claim.")
    except InvalidInput as error:
        return _refused(task_id, error, "withdraw" if answer == "withdraw" else "check")
    flash(f"{SAID[answer]} {moved(moves, besides=task_id)}")
    return redirect(url_for("chain.show", task_id=task_id))


@bp.post("/tasks/<int:task_id>/acceptance")
@login_required
def reverse(task_id: int) -> ResponseReturnValue:
    """Reverse the acceptance of a task that turned out not to be done."""
    try:
        moves = acceptance.reverse(changing(), task_id, request.form.get("words", ""))
    except InvalidInput as error:
        return _refused(task_id, error, "reverse")
    flash(f"The acceptance is reversed: the task is open again. {moved(moves, besides=task_id)}")
    return redirect(url_for("chain.show", task_id=task_id))


@bp.post("/tasks/<int:task_id>/closing")
@login_required
def set_terms(task_id: int) -> ResponseReturnValue:
    """Say when a task counts as done, and who checks it."""
    version = asked.whole(request.form.get("version", "")) or 0
    try:
        terms = Terms(
            tuple(request.form.get("criteria", "").splitlines()),
            "needs_evidence" in request.form,
            asked.sent_number("verifier"),
        )
        closing.set_terms(changing(), task_id, version, terms)
    except StaleVersion:
        error = InvalidInput(
            "criteria", "Somebody changed them while you typed. Yours stand below; save again."
        )
        return _refused(task_id, error, "closing")
    except InvalidInput as error:
        return _refused(task_id, error, "closing")
    flash("When the task counts as done is saved.")
    return redirect(url_for("chain.show", task_id=task_id, _anchor="closing"))


def _refused(task_id: int, error: InvalidInput, at: str) -> ResponseReturnValue:
    """Show the page again with what was wrong, and what was typed."""
    db.session.rollback()
    return chain.page(task_id, refusal=error.message, at=at), 422
