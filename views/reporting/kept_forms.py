"""What somebody typed while their session had ended, to be saved after signing in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor
from workplan import clock
from workplan.extensions import db
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.reporting import kept_forms

bp = Blueprint("kept_forms", __name__)

KEPT = "kept"
PLACES = ("/tasks/", "/dependencies/", "/plans/", "/comments/", "/handovers/", "/coordination/")
"""Where forms hold what people write; passwords and the like are never kept."""
UNSEEN = ("csrf_token", "version", "from", "preview", "opened")


def keep_typed() -> bool:
    """Keep the form of this request for the person whose session has ended, if there is one."""
    ended = session.get("_user_id")
    if not ended or not request.path.startswith(PLACES) or not request.form:
        return False
    user_id = sign_ins.owner_of(db.session(), ended)
    if user_id is None:
        return False
    fields = {name: values for name, values in request.form.lists() if name != "csrf_token"}
    token = kept_forms.keep(clock.now(), user_id, request.path[:200], fields)
    if token is not None:
        session[KEPT] = token
    return token is not None


@bp.get("/kept")
@login_required
def show() -> ResponseReturnValue:
    """Show what was typed, ready to be saved."""
    me = actor()
    found = kept_forms.find(db.session(), clock.now(), me.id or 0, session.get(KEPT, ""))
    if found is None:
        return redirect(url_for("home.show"))
    fields = [(name, value) for name, values in found.fields.items() for value in values]
    shown = [(name, value) for name, value in fields if name not in UNSEEN and value]
    return render_template("kept_forms/show.html", kept=found, fields=fields, shown=shown)
