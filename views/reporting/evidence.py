"""Evidence: attach it to a task, take it away as a file, remove it on the record."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.pages import tasks as task_views
from views.support.sent import attachments
from views.support.session import actor, changing
from views.support.shown.downloads import served
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.reporting import evidence
from workplan.storage import kinds

bp = Blueprint("evidence", __name__)

NOTHING_RUNS = "sandbox; default-src 'none'"
"""What a browser may do with a file of ours that it opens all the same."""


@bp.post("/tasks/<int:task_id>/evidence")
@login_required
def add(task_id: int) -> ResponseReturnValue:
    """Attach files and a link to a task."""
    session, me = db.session(), actor()
    _, standing = rights.task_for(session, me, task_id)
    rights.require_report(session, standing, task_id)
    try:
        given = attachments.given(me.id or 0)
        evidence.add(attachments.store(), changing(), task_id, given)
    except InvalidInput as error:
        db.session.rollback()
        page = task_views.page(task_id, refusal=error.message, at="evidence")
        return page, 422
    flash("It is attached.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="evidence"))


@bp.get("/evidence/<int:evidence_id>")
@login_required
def download(evidence_id: int) -> Response:
    """Serve a file to be saved, under the fixed type of its kind."""
    name, content = evidence.fetch(attachments.store(), actor(), db.session(), evidence_id)
    kind = kinds.kind_of(name)
    response = served(content, kind.mime if kind else "application/octet-stream", name)
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response


@bp.post("/evidence/<int:evidence_id>/removal")
@login_required
def remove(evidence_id: int) -> ResponseReturnValue:
    """Take a piece of evidence off its task, with a reason."""
    reason = request.form.get("reason", "")
    try:
        task_id = evidence.remove(changing(), evidence_id, reason)
    except InvalidInput as error:
        db.session.rollback()
        task_id = evidence.task_of(db.session(), actor(), evidence_id)
        page = task_views.page(task_id, refusal=error.message, at="evidence")
        return page, 422
    flash("It is removed; its record stays.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="evidence"))
