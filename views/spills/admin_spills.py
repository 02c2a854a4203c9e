"""What coordinators ask to leave for good, as administrators carry it out or decline it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.spills import spill_mails
from views.support.sent import asked, attachments
from views.support.session import actor, changing, settings
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.spills import carrying_out, listed
from workplan.services.spills.carrying_out import Kept
from workplan.storage.store import StoreFailure

bp = Blueprint("admin_spills", __name__)

STORE_AWAY = "The file store does not answer, so nothing is recorded. Try again when it does: {}"


@bp.get("/admin/spills")
@login_required
def index() -> ResponseReturnValue:
    """List what waits, with how much would leave, and what left."""
    return _page()


@bp.post("/admin/spills/<int:spill_id>/removal")
@login_required
def remove(spill_id: int) -> ResponseReturnValue:
    """Let it leave for good."""
    if "sure" not in request.form:
        rights.require_administrator(actor())
        return _refused(spill_id, "Tick that you know it cannot be brought back, then remove it.")
    kept = Kept(attachments.store(), settings().instance)
    try:
        left = carrying_out.remove(changing(), kept, spill_id, request.form.get("answer", ""))
    except InvalidInput as error:
        return _refused(spill_id, error.message)
    except StoreFailure as failure:
        return _refused(spill_id, STORE_AWAY.format(failure), 503)
    said = listed.counted(*left.counts())
    flash(f"It has left for good: {said}. The coordinator is told.", "success")
    return _answered(spill_id)


@bp.post("/admin/spills/<int:spill_id>/refusal")
@login_required
def decline(spill_id: int) -> ResponseReturnValue:
    """Let it stay, with the reason."""
    try:
        carrying_out.decline(changing(), spill_id, request.form.get("answer", ""))
    except InvalidInput as error:
        return _refused(spill_id, error.message)
    flash("It stays. The coordinator is told why.")
    return _answered(spill_id)


def _answered(spill_id: int) -> ResponseReturnValue:
    spill_mails.tell_coordinator(spill_id, listed.slug_of(db.session(), spill_id))
    return redirect(url_for("admin_spills.index"))


def _refused(spill_id: int, why: str, status: int = 422) -> ResponseReturnValue:
    db.session.rollback()
    return _page(spill_id, why), status


def _page(refused_at: int = 0, refusal: str = "") -> str:
    rights.require_administrator(actor())
    session = db.session()
    found = listed.of_house(session, asked.page(request.args.get("page", "")))
    return render_template(
        "admin_spills/index.html",
        found=found,
        much={row.id: listed.how_much(session, row) for row in found.rows if row.is_open},
        me=actor().id,
        refused_at=refused_at,
        refusal=refusal,
        typed=request.form.get("answer", ""),
    )
