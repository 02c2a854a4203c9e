"""Add, change and remove tasks: what a coordinator decides about their structure."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from models import Plan, Task, User
from views import previewing, silences
from views import tasks as task_views
from views.presenting import moved
from views.session import actor
from views.structure import RemovalForm, TaskForm
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services import access, meanwhile, offers, tasks
from workplan.services.schedules import Move
from workplan.services.task_fields import fields_of

bp = task_views.bp


@bp.get("/plans/<slug>/tasks/new")
@login_required
def new(slug: str) -> ResponseReturnValue:
    """Show the form for a new task."""
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    access.require_structure(session, standing)
    form = TaskForm.for_plan(session, plan)
    return render_template("tasks/edit.html", plan=plan, task=None, form=form)


@bp.post("/plans/<slug>/tasks/new")
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Add a task."""
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    access.require_structure(session, standing)
    form = TaskForm.for_plan(session, plan)
    if form.validate():
        wanted, reason = form.wanted(), form.reason.data or ""
        try:
            if not silences.is_warned(form, offers.unreached_after(session, plan, wanted)):
                task_id, moves = tasks.add(actor(), clock.now(), slug, wanted, reason)
                flash(f"The task is added. {moved(moves, besides=task_id)}")
                return redirect(url_for("tasks.show", task_id=task_id))
        except InvalidInput as error:
            form.refuse(error, "name")
        session.rollback()
        plan, _ = access.plan_for(session, actor(), slug)
    return render_template("tasks/edit.html", plan=plan, task=None, form=form), 422


@bp.get("/tasks/<int:task_id>/edit")
@login_required
def edit(task_id: int) -> ResponseReturnValue:
    """Show the form for a task's structure."""
    session = db.session()
    task, standing = access.task_for(session, actor(), task_id)
    access.require_structure(session, standing)
    plan = session.get_one(Plan, task.plan_id)
    form = TaskForm.for_plan(session, plan, task, fields_of(session, task))
    return render_template("tasks/edit.html", plan=plan, task=task, form=form)


@bp.post("/tasks/<int:task_id>/edit")
@login_required
def change(task_id: int) -> ResponseReturnValue:
    """Change a task's structure, from the version that the person saw."""
    session = db.session()
    task, standing = access.task_for(session, actor(), task_id)
    access.require_structure(session, standing)
    plan = session.get_one(Plan, task.plan_id)
    form = TaskForm.for_plan(session, plan, task)
    edits, others, status = None, "", 422
    if form.validate():
        now, version, wanted = clock.now(), form.version.data, form.wanted()
        # Where dates come from stands on no form, so an edit leaves it as it is.
        wanted = replace(wanted, dates_source=task.dates_source, source_note=task.source_note)
        who, reason, worker = actor(), form.reason.data or "", task.assignee_id
        before = offers.leads_of(session, task)
        form.offers = offers.asks(plan, wanted, before)
        alone = (
            {} if task.actual_finish_on else offers.unreached_after(session, plan, wanted, before)
        )

        def saved() -> list[Move]:
            return meanwhile.change(who, now, task_id, version, wanted, reason)[0]

        try:
            if previewing.is_asked():
                return previewing.page(plan, task, f"Change {task.code}", saved)
            if not silences.is_warned(form, alone):
                moves, others = meanwhile.change(who, now, task_id, version, wanted, reason)
                said = f"The task is changed. {moved(moves, besides=task_id)}"
                if others:
                    said += f" {others} changed other fields while you were typing; "
                    said += "both changes stand."
                if form.offers:
                    said += _offered(task_id)
                if worker is not None and worker == wanted.assignee_id:
                    said += _let_go(task_id, worker)
                flash(said)
                return redirect(url_for("tasks.show", task_id=task_id))
        except StaleVersion:
            if previewing.is_live():
                return previewing.refused(form, conflict=True), 409
            session.rollback()
            task, _ = access.task_for(session, actor(), task_id)
            edits = meanwhile.edits_of(session, task, version, wanted)
            others, status = meanwhile.who_saved(session, task, version), 409
            # What only they changed stands in the form as they saved it, and is not taken back.
            plan = session.get_one(Plan, task.plan_id)
            form = TaskForm.for_plan(session, plan, task, edits.proposed)
            form.reason.data = reason
        except InvalidInput as error:
            form.refuse(error, "name")
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form), 422
    task, _ = access.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    return (
        render_template(
            "tasks/edit.html", plan=plan, task=task, form=form, edits=edits, others=others
        ),
        status,
    )


@bp.get("/tasks/<int:task_id>/removal")
@login_required
def confirm_removal(task_id: int) -> ResponseReturnValue:
    """Ask for the reason before a task leaves its plan."""
    session = db.session()
    task, standing = access.task_for(session, actor(), task_id)
    access.require_structure(session, standing)
    plan = session.get_one(Plan, task.plan_id)
    form = RemovalForm(data={"version": task.version})
    return render_template("tasks/remove.html", plan=plan, task=task, form=form)


@bp.post("/tasks/<int:task_id>/removal")
@login_required
def remove(task_id: int) -> ResponseReturnValue:
    """Take a task out of its plan."""
    session = db.session()
    task, standing = access.task_for(session, actor(), task_id)
    access.require_structure(session, standing)
    plan = session.get_one(Plan, task.plan_id)
    slug, form, status = plan.slug, RemovalForm(), 422
    if form.validate():
        try:
            moves = tasks.remove(
                actor(), clock.now(), task_id, form.version.data, form.reason.data or ""
            )
        except StaleVersion as stale:
            form.reason.errors = [f"{stale} Look at the task again, then decide."]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "reason")
        else:
            flash(f"The task is removed; its record stays. {moved(moves, besides=task_id)}")
            return redirect(url_for("tasks.index", slug=slug))
    session.rollback()
    task, _ = access.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    return render_template("tasks/remove.html", plan=plan, task=task, form=form), status


def _offered(task_id: int) -> str:
    """Say to whom a task is offered, if it is."""
    session = db.session()
    offer = offers.open_offer(session, task_id)
    return f" {offers.said(session, offer)}" if offer is not None else ""


def _let_go(task_id: int, worker: int) -> str:
    """Say that whoever did the work does so no more, if they act for no lead agency now."""
    session = db.session()
    if session.scalar(select(Task.assignee_id).where(Task.id == task_id)) == worker:
        return ""
    name = session.get_one(User, worker).name
    return f" {name} acts for none of its lead agencies, and no longer does the work."
