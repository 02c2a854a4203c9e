"""Add, change and remove the dependencies of a task."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.pages import tasks as task_views
from views.structure.dependency_forms import DependencyForm, LinkForm
from views.support.asking import askable
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.dates.rescheduling import Move
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies

bp = Blueprint("dependencies", __name__)


@bp.post("/tasks/<int:task_id>/dependencies")
@login_required
@askable
def add(task_id: int) -> ResponseReturnValue:
    """Make a task wait for another; a loop is shown and refused."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    rights.require_structure(session, standing)
    form = DependencyForm.for_task(session, task)
    if form.validate():
        wanted, reason = form.wanted(), request.form.get("reason", "")

        def saved(change: Change) -> list[Move]:
            return dependencies.add(change, task_id, wanted, reason)

        try:
            if previewing.is_asked():
                plan = session.get_one(Plan, task.plan_id)
                return previewing.page(plan, task, f"Link {task.code}", saved)
            moves = saved(changing())
        except InvalidInput as error:
            form.refuse(error, "predecessor")
            db.session.rollback()
        else:
            flash(f"The dependency is added. {moved(moves)}")
            return redirect(url_for("tasks.show", task_id=task_id))
    if previewing.is_live():
        return previewing.refused(form), 422
    return task_views.page(task_id, form), 422


@bp.post("/dependencies/<int:dependency_id>")
@login_required
@askable
def change(dependency_id: int) -> ResponseReturnValue:
    """Give a dependency another type or lag."""
    session = db.session()
    task, standing = rights.successor_for(session, actor(), dependency_id)
    plan = session.get_one(Plan, task.plan_id)
    rights.require_structure(session, standing)
    task_id, link = task.id, dependencies.of_id(session, dependency_id)
    form = LinkForm.of(plan, link, dependency_id, is_sent=True)
    if form.validate():
        wanted, seen = form.wanted(link.predecessor_id), form.seen_fields(link.predecessor_id)
        reason = request.form.get("reason", "")

        def saved(change: Change) -> list[Move]:
            return dependencies.change(change, dependency_id, wanted, reason, seen)[1]

        try:
            if previewing.is_asked():
                return previewing.page(plan, task, f"Change what {task.code} waits for", saved)
            flash(f"The dependency is changed. {moved(saved(changing()))}")
            return redirect(url_for("tasks.show", task_id=task_id))
        except InvalidInput as error:
            form.refuse(error, "type")
            db.session.rollback()
            # What is sent again replaces what somebody else saved, and was shown beside it.
            stored = dependencies.of_id(db.session(), dependency_id)
            form.seen.data = LinkForm.of(plan, stored, dependency_id).seen.data
    if previewing.is_live():
        return previewing.refused(form), 422
    return task_views.page(task_id, link=(dependency_id, form)), 422


@bp.post("/dependencies/<int:dependency_id>/removal")
@login_required
@askable
def remove(dependency_id: int) -> ResponseReturnValue:
    """Let a task no longer wait for another."""
    reason = request.form.get("reason", "")
    if previewing.is_asked():
        task, _ = rights.successor_for(db.session(), actor(), dependency_id)
        plan = db.session().get_one(Plan, task.plan_id)
        return previewing.page(
            plan,
            task,
            f"Unlink {task.code}",
            lambda change: dependencies.remove(change, dependency_id, reason)[1],
        )
    successor_id, moves = dependencies.remove(changing(), dependency_id, reason)
    flash(f"The dependency is removed. {moved(moves)}")
    return redirect(url_for("tasks.show", task_id=successor_id))
