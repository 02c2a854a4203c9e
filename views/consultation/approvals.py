"""The approval of a plan: who is the approving official, and the approval itself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.consultation.clearance_pages import clearance_page
from views.support.sent import asked
from views.support.session import actor, changing, limits, token
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts.signing_in import own_passwords
from workplan.services.consultation import approvals
from workplan.services.lifecycle import plan_changes
from workplan.services.people import rights

bp = Blueprint("approvals", __name__)

STALE = "Somebody changed the plan meanwhile. Look at it again, then approve it."


@bp.post("/plans/<slug>/approval")
@login_required
def approve(slug: str) -> ResponseReturnValue:
    """Approve the plan, once the official has given their password again."""
    approvals.require_official(db.session(), actor(), slug)
    version = asked.whole(request.form.get("version", "")) or 0
    seen = request.form.get("seen", "")
    because, given = request.form.get("because", ""), request.form.get("password", "")
    try:
        own_passwords.prove(changing(), token(), given, request.remote_addr or "", limits())
        number = approvals.approve(changing(), slug, version, seen, because)
    except StaleVersion:
        db.session.rollback()
        return clearance_page(slug, refusal=STALE, at="approve"), 409
    except InvalidInput as error:
        db.session.rollback()
        return clearance_page(slug, refusal=error.message, at="approve"), 422
    flash(f"Version {number} is approved and sealed; the agencies are told.")
    return redirect(url_for("clearance.show", slug=slug))


@bp.post("/plans/<slug>/approval/removal")
@login_required
def take_back(slug: str) -> ResponseReturnValue:
    """Take one's own approval back, with a reason."""
    try:
        approvals.take_back(changing(), slug, request.form.get("because", ""))
    except InvalidInput as error:
        db.session.rollback()
        return clearance_page(slug, refusal=error.message, at="taking-back"), 422
    flash("The approval is taken back; both stay on record.")
    return redirect(url_for("clearance.show", slug=slug))


@bp.post("/plans/<slug>/approver")
@login_required
def name(slug: str) -> ResponseReturnValue:
    """Say who is the approving official of the plan."""
    rights.plan_to_change(db.session(), actor(), slug)
    version = asked.whole(request.form.get("version", "")) or 0
    chosen = asked.row_id(request.form.get("approver", ""))
    try:
        plan_changes.name_approver(changing(), slug, version, chosen)
    except StaleVersion:
        db.session.rollback()
        return clearance_page(slug, refusal=STALE, at="approver"), 409
    except InvalidInput as error:
        db.session.rollback()
        return clearance_page(slug, refusal=error.message, at="approver"), 422
    flash("The approving official is named." if chosen else "Nobody is approving official now.")
    return redirect(url_for("clearance.show", slug=slug))
