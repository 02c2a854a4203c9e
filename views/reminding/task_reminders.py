"""The reminders of one task: the third page of it, and following it by one click."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.support.plan_days import day_in
from views.support.session import actor, changing
from workplan import clock
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination import followers
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.reminding import task_reminders

bp = Blueprint("task_reminders", __name__)


@bp.get("/tasks/<int:task_id>/reminders")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show what was and will be sent about a task: when, to whom, and why."""
    return _page(task_id)


@bp.post("/tasks/<int:task_id>/following")
@login_required
def follow(task_id: int) -> ResponseReturnValue:
    """Follow a task."""
    return _done(task_id, followers.follow, "You follow this task.")


@bp.post("/tasks/<int:task_id>/following/end")
@login_required
def stop(task_id: int) -> ResponseReturnValue:
    """Follow a task no longer."""
    return _done(task_id, followers.stop, "You follow this task no longer.")


def _done(task_id: int, act: Callable[[Change, int], None], said: str) -> ResponseReturnValue:
    try:
        act(changing(), task_id)
    except InvalidInput as error:
        db.session.rollback()
        return _page(task_id, refusal=error.message), 422
    flash(said)
    if request.args.get("back") == "mail":
        return redirect(url_for("preferences.show", _anchor="followed"))
    return redirect(url_for("task_reminders.show", task_id=task_id))


def _page(task_id: int, *, refusal: str = "") -> str:
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    return render_template(
        "reminders/task.html",
        plan=plan,
        task=task,
        standing=standing,
        day=day_in(plan),
        found=task_reminders.of_task(session, task, standing, clock.now()),
        refusal=refusal,
    )
