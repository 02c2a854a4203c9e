"""The earlier day that a lead agency sets for its own people, on the page of the task."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.pages import tasks as task_views
from views.support.sent import asked
from views.support.session import changing
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination.tasking import inner_suspenses

bp = Blueprint("inner_suspenses", __name__)

AT = "inner"


@bp.post("/tasks/<int:task_id>/inner-suspense")
@login_required
def save(task_id: int) -> ResponseReturnValue:
    """Set the inner suspense of the person's agency, or change it."""
    try:
        inner_on = asked.sent_day("inner_on")
        inner_suspenses.set_day(changing(), task_id, inner_on, request.form.get("words", ""))
    except InvalidInput as error:
        db.session.rollback()
        return task_views.page(task_id, refusal=error.message, at=AT), 422
    flash(
        "Saved the inner suspense. Your agency’s people are reminded of it; others do not see it."
    )
    return redirect(url_for("tasks.show", task_id=task_id, _anchor=AT))


@bp.post("/tasks/<int:task_id>/inner-suspense/clearing")
@login_required
def clear(task_id: int) -> ResponseReturnValue:
    """Clear the inner suspense of the person's agency."""
    inner_suspenses.clear(changing(), task_id)
    flash("The inner suspense is cleared; only the suspense counts.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor=AT))
