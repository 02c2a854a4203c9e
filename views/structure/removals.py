"""Take a task out of its plan, with the reason that the record keeps."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan, Task
from views.structure.structure_forms import RemovalForm
from views.support.asking import askable
from views.support.plan_days import day_in
from views.support.session import actor, changing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.structure.task import removals, tasks

bp = Blueprint("removals", __name__)


@bp.get("/tasks/<int:task_id>/removal")
@login_required
@askable
def confirm(task_id: int) -> ResponseReturnValue:
    """Ask for the reason before a task leaves its plan."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    rights.require_structure(session, standing)
    form = RemovalForm(data={"version": task.version})
    return _page(plan, task, form)


@bp.post("/tasks/<int:task_id>/removal")
@login_required
@askable
def remove(task_id: int) -> ResponseReturnValue:
    """Take a task out of its plan."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    rights.require_structure(session, standing)
    slug, form, status = plan.slug, RemovalForm(), 422
    if form.validate():
        try:
            moves = tasks.remove(changing(), task_id, form.version.data, form.reason.data or "")
        except StaleVersion as stale:
            form.reason.errors = [f"{stale} Look at the task again, then decide."]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "reason")
        else:
            flash(f"The task is removed; its record stays. {moved(moves, besides=task_id)}")
            return redirect(url_for("tasks.index", slug=slug))
    session.rollback()
    task, _ = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    return _page(plan, task, form), status


def _page(plan: Plan, task: Task, form: RemovalForm) -> str:
    """Render the form, or why there is none: a task of before today stays, and ends otherwise."""
    stays = bool(removals.bound(db.session(), plan, [task.id], day_in(plan).today))
    return render_template("tasks/remove.html", plan=plan, task=task, form=form, stays=stays)
