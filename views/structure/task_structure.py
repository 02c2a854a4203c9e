"""Add and change tasks: what a coordinator decides about their structure."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan, Task, User
from views.pages import tasks as task_views
from views.structure.structure_forms import TaskForm
from views.support.asking import askable
from views.support.plan_days import today_in
from views.support.session import actor, changing
from views.support.shown import previewing, silences
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.changes import first_subtasks, tied_tasks
from workplan.services.changes.undoing import undo
from workplan.services.coordination import offers
from workplan.services.coordination.tasking import ordering
from workplan.services.dates.rescheduling import Move
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.sheet.duties import read_anew
from workplan.services.structure.task import concurrent_edits, tasks
from workplan.services.structure.task.concurrent_edits import Edits
from workplan.services.tasks import task_versions
from workplan.services.tasks.suspense_words import suspense_said
from workplan.services.tasks.task_fields import TaskFields, fields_of

bp = task_views.bp

OF_LINKS = ("predecessor", "type", "lag_days")
"""Fields of a dependency, which the form of a task has in one line."""


@bp.get("/plans/<slug>/tasks/new")
@login_required
@askable
def new(slug: str) -> ResponseReturnValue:
    """Show the form for a new task."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    form = TaskForm.for_plan(session, plan)
    form.begin_beside(request.args)
    return render_template("tasks/edit.html", plan=plan, task=None, form=form)


@bp.post("/plans/<slug>/tasks/new")
@login_required
@askable
def add(slug: str) -> ResponseReturnValue:
    """Add a task."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    form = TaskForm.for_plan(session, plan)
    if _is_redrawn():
        return render_template("tasks/edit.html", plan=plan, task=None, form=form)
    if form.validate():
        wanted, reason = form.wanted(), form.reason.data or ""
        task_id = 0

        def added(change: Change) -> tuple[int, list[Move]]:
            nonlocal task_id
            task_id, moves = tasks.add(change, slug, wanted, reason)
            return task_id, moves

        def ordered(change: Change) -> tuple[int, list[Move]]:
            return ordering.saved(change, form.ordered_by.data or "", added)

        def tied(change: Change) -> list[Move]:
            return tied_tasks.saved(change, slug, None, wanted, waits, ordered, reason)

        def saved(change: Change) -> list[Move]:
            return first_subtasks.placed(change, slug, None, wanted, form.own_days.data, tied)

        try:
            waits = form.tied(session, plan)
            if previewing.is_asked():
                words = _suspense_said(plan, wanted)
                return previewing.page(plan, None, f"Add {wanted.code}", saved, said=words)
            if not silences.is_warned(form, offers.unreached_after(session, plan, wanted)):
                text = moved(saved(changing()), besides=task_id)
                if "another" in request.form:
                    flash(f"{wanted.code} is added. {text}")
                    kept = form.beside()
                    return redirect(url_for("tasks.new", slug=slug, **kept))  # type: ignore[arg-type]
                flash(f"The task is added. {text}")
                return redirect(url_for("tasks.show", task_id=task_id))
        except InvalidInput as error:
            form.refuse(error, "waits" if error.field in OF_LINKS else "name")
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form), 422
    plan, _ = rights.plan_for(session, actor(), slug)
    return render_template("tasks/edit.html", plan=plan, task=None, form=form), 422


@bp.get("/tasks/<int:task_id>/edit")
@login_required
@askable
def edit(task_id: int) -> ResponseReturnValue:
    """Show the form for a task's structure."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    rights.require_structure(session, standing)
    stored, read = fields_of(session, task), None
    if read_anew.CELLS & request.args.keys():
        read = read_anew.as_read(session, plan, stored, request.args, today_in(plan))
        stored = read.fields
    form = TaskForm.for_plan(session, plan, task, stored)
    return render_template("tasks/edit.html", plan=plan, task=task, form=form, read=read)


@bp.post("/tasks/<int:task_id>/edit")
@login_required
@askable
def change(task_id: int) -> ResponseReturnValue:
    """Change a task's structure, from the version that the person saw."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    rights.require_structure(session, standing)
    form = TaskForm.for_plan(session, plan, task)
    if _is_redrawn():
        return render_template("tasks/edit.html", plan=plan, task=task, form=form)
    others = ""
    if form.now is not None and form.validate():
        version, wanted, before = form.version.data, _wanted(form, form.now, task), form.now.leads
        reason, slug, worker = form.reason.data or "", plan.slug, task.assignee_id
        form.offers = offers.asks(plan, wanted, before)
        alone = offers.unreached_after(session, plan, wanted, before) if task.is_open else {}

        def changed(change: Change) -> tuple[int, list[Move]]:
            nonlocal others
            moves, others = concurrent_edits.change(change, task_id, version, wanted, reason)
            return task_id, moves

        def ordered(change: Change) -> tuple[int, list[Move]]:
            return ordering.saved(change, form.ordered_by.data or "", changed)

        def tied(change: Change) -> list[Move]:
            return tied_tasks.saved(change, slug, task_id, wanted, waits, ordered, reason)

        def saved(change: Change) -> list[Move]:
            own_days = form.own_days.data
            return first_subtasks.placed(change, slug, task_id, wanted, own_days, tied)

        try:
            waits = form.tied(session, plan)
            if previewing.is_asked():
                words = _suspense_said(plan, wanted)
                return previewing.page(plan, task, f"Change {task.code}", saved, said=words)
            if not silences.is_warned(form, alone):
                said = _told(task_id, saved(changing()), others)
                said += _offered(task_id) if form.offers else ""
                said += _let_go(task_id, worker) if worker == wanted.assignee_id else ""
                flash(said.strip())
                return redirect(url_for("tasks.show", task_id=task_id))
        except StaleVersion:
            return _clashed(task_id, form, version, wanted)
        except InvalidInput as error:
            form.refuse(error, "waits" if error.field in OF_LINKS else "name")
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form), 422
    return _again(task_id, form), 422


def _wanted(form: TaskForm, now: TaskFields, task: Task) -> TaskFields:
    """Return what the form says; where dates come from stands on no form, so it stays."""
    wanted = form.wanted()
    return replace(
        wanted,
        dates_source=task.dates_source,
        source_note=task.source_note,
        suspense=replace(wanted.suspense, note=now.suspense.note),
    )


def _told(task_id: int, moves: list[Move], others: str) -> str:
    """Say what was saved, and who saved something else of the task meanwhile."""
    said = f"The task is changed. {moved(moves, besides=task_id)}"
    if undo.is_asked(changing())[1]:
        said = ""  # Nothing but the offer, which is said below.
    elif not changing().made:
        said = "Nothing was changed: the task stood so already."
    if others:
        said += f" {others} changed other fields while you were typing; both changes stand."
    return said


def _clashed(task_id: int, form: TaskForm, version: int, wanted: TaskFields) -> ResponseReturnValue:
    """Show what somebody else saved beside what the person typed."""
    if previewing.is_live():
        return previewing.refused(form, conflict=True), 409
    session, reason = db.session(), form.reason.data
    session.rollback()
    task, _ = rights.task_for(session, actor(), task_id)
    edits = concurrent_edits.edits_of(session, task, version, wanted)
    others = task_versions.who_saved(session, task, version)
    # What only they changed stands in the form as they saved it, and is not taken back.
    plan = session.get_one(Plan, task.plan_id)
    theirs = TaskForm.for_plan(session, plan, task, edits.proposed)
    theirs.reason.data = reason
    session.rollback()
    return _again(task_id, theirs, edits, others), 409


def _again(task_id: int, form: TaskForm, edits: Edits | None = None, others: str = "") -> str:
    session = db.session()
    task, _ = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    return render_template(
        "tasks/edit.html", plan=plan, task=task, form=form, edits=edits, others=others
    )


def _is_redrawn() -> bool:
    """Tell whether the form is only shown again: with another row, or with the fields of a rule."""
    return bool({"more", "redraw"} & request.form.keys())


def _suspense_said(plan: Plan, wanted: TaskFields) -> list[str]:
    if wanted.suspense.rule == "none":
        return []
    try:
        rule = wanted.suspense.checked()
    except InvalidInput:
        return []  # The trial says what is wrong with it.
    return [f"Suspense: {suspense_said(db.session(), plan, rule)}."]


def _offered(task_id: int) -> str:
    """Say to whom a task is offered, if it is."""
    session = db.session()
    offer = offers.open_offer(session, task_id)
    return f" {offers.said(session, offer)}" if offer is not None else ""


def _let_go(task_id: int, worker: int | None) -> str:
    """Say that whoever did the work does so no more, if they act for no lead agency now."""
    session = db.session()
    if worker is None or session.get_one(Task, task_id).assignee_id == worker:
        return ""
    name = session.get_one(User, worker).name
    return f" {name} acts for none of its lead agencies, and no longer does the work."
