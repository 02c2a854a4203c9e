"""The state of the house, where administrators begin: what needs attention, then the facts."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor, limits, settings
from workplan import clock
from workplan.extensions import db
from workplan.services.accounts.signing_in import sign_in_holds
from workplan.services.operations import state_of_house
from workplan.services.operations.schema_steps import steps_of
from workplan.services.people import rights

bp = Blueprint("admin", __name__)


@bp.get("/admin")
@login_required
def show() -> ResponseReturnValue:
    """Show how the house stands."""
    rights.require_administrator(actor())
    session, now = db.session(), clock.now()
    held_up = sign_in_holds.held_up(session, now, limits())
    versions = steps_of(session)
    state = state_of_house.state_of(
        session, actor(), now, settings().instance, versions, len(held_up)
    )
    return render_template(
        "admin/show.html",
        state=state,
        versions=versions,
        is_member=bool(rights.standings(session, actor())),
    )
