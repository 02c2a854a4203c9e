"""A lead says that the agency has a task, or all that it was given."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.pages import tasks as task_views
from views.support.sent import asked
from views.support.session import changing
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination.tasking import acknowledgements

bp = Blueprint("acknowledgements", __name__)


@bp.post("/tasks/<int:task_id>/acknowledgement")
@login_required
def acknowledge(task_id: int) -> ResponseReturnValue:
    """Say that the agency has a task, and who its action officer is."""
    try:
        acknowledgements.acknowledge(changing(), task_id, asked.sent_number("officer"))
    except InvalidInput as error:
        db.session.rollback()
        return task_views.page(task_id, refusal=error.message, at="acknowledged"), 422
    flash("Acknowledged: the agency has the task.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="acknowledged"))


@bp.post("/acknowledgements")
@login_required
def acknowledge_all() -> ResponseReturnValue:
    """Acknowledge the tasks that the form names, each with whoever has it as its officer."""
    wanted = [number for typed in request.form.getlist("task") if (number := asked.row_id(typed))]
    count = acknowledgements.acknowledge_all(changing(), wanted)
    flash(
        f"Acknowledged: your agency has {plural(count, 'task')}."
        if count
        else "Nothing was left to acknowledge: a colleague did it meanwhile."
    )
    return redirect(url_for("home.show"))
