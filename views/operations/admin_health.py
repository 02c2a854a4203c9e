"""Health for administrators: every check in words, the scheduler's beats, the journal walked."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.operations import health
from views.support.sent import asked
from views.support.session import actor, changing, settings
from workplan.extensions import db
from workplan.services.operations import check_words, verifications
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.reminding import heartbeats

bp = Blueprint("admin_health", __name__)

CHECKPOINTS = "checkpoints"


@bp.get("/admin/health")
@login_required
def show() -> ResponseReturnValue:
    """Show what each check saw, from when it is unwell, and what to do then."""
    rights.require_administrator(actor())
    checks = [(check, check_words.words_of(check.name)) for check in health.checks_now()]
    session = db.session()
    beats = [
        (said, heartbeats.last_beat(session, name)) for name, said in check_words.BEATS.items()
    ]
    return render_template(
        "admin_health/show.html",
        checks=sorted(checks, key=lambda pair: pair[0].is_well),
        beats=[(said, at) for said, at in beats if at is not None],
        verified=verifications.last_of(session),
        entries=journal.head(session)[0],
        kept=verifications.kept_checkpoints(settings().instance / CHECKPOINTS),
    )


@bp.post("/admin/health/verification")
@login_required
def verify() -> ResponseReturnValue:
    """Walk the journal for some seconds, or on from where that ended."""
    after = asked.sent_number("after") or 0
    verifications.verify(changing(), settings().instance / CHECKPOINTS, after)
    found = verifications.last_of(db.session())
    assert found is not None
    if found.said:
        flash(found.said, "error")
    elif found.is_whole:
        flash(f"The journal holds up to its end, entry {found.last:,}.", "success")
    else:
        flash(f"The journal holds up to entry {found.last:,}; there is more.", "info")
    return redirect(url_for("admin_health.show", _anchor="record"))
