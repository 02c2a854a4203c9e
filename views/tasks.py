"""Tasks: the list of a plan, the page of one, and its structure."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views import downloads, filters, previewing, recent
from views.plan_days import day_in
from views.presenting import moved
from views.session import actor
from views.structure import DependencyForm, TaskForm
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services import (
    access,
    first_subtasks,
    meanwhile,
    saved_views,
    tasks,
    undone,
    words,
)
from workplan.services.conditions import Condition
from workplan.services.desks import desk_of
from workplan.services.owners import NOBODY
from workplan.services.schedules import Move
from workplan.services.suspenses import note_of
from workplan.services.task_fields import fields_of
from workplan.services.task_lists import all_of, choices, page_of
from workplan.services.task_pages import task_page

bp = Blueprint("tasks", __name__)

LISTED = (
    "Code",
    "Name",
    "Lead",
    "State",
    "Status, reported",
    "% done",
    "% reported",
    "Start, computed",
    "Finish, computed",
    "Finish, forecast",
    "Suspense",
    "Late by working days",
    "Total float",
    "Critical",
)


@bp.get("/plans/<slug>/tasks")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List a plan's tasks; the filter lives in the address."""
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    day, wanted, refusal = day_in(plan), filters.task_filter(), ""
    shown = wanted
    try:
        found = page_of(session, standing, wanted, day)
    except InvalidInput as error:
        # The rest of the filter holds, and what was typed stays to be mended.
        refusal = error.message
        shown = replace(wanted, conditions=())
        found = page_of(session, standing, shown, day)
    agencies, initiatives = choices(session, plan.id)
    page = render_template(
        "tasks/index.html",
        plan=plan,
        standing=standing,
        day=day,
        wanted=wanted,
        refusal=refusal,
        found=found,
        said=filters.in_words(shown, agencies, initiatives),
        agencies=agencies,
        initiatives=initiatives,
        views=saved_views.views_of(session, standing),
        options=filters.options,
        blank_rows=(Condition("", "is"),) * 2,
        kept_query=filters.kept(request.query_string.decode()),
    )
    return page, 422 if refusal else 200


@bp.get("/plans/<slug>/tasks.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the list that a filter means as CSV, which no workbook takes for formulas."""
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    day = day_in(plan)
    found, owners = all_of(session, standing, filters.task_filter(), day)
    states = {row.id: day.state_of(row) for row in found}
    rows = (
        (
            row.code,
            row.name,
            owners.get(row.id, NOBODY).led_by,
            words.TASK_STATE_WORDS[states[row.id].state],
            words.STATUS_WORDS[row.status],
            row.done_percent,
            row.percent,
            row.start_on,
            row.finish_on,
            row.forecast_on,
            row.due_on,
            states[row.id].days if states[row.id].is_late else 0,
            row.total_float_days if row.is_open else None,
            "yes" if row.is_critical else "",
        )
        for row in found
    )
    return downloads.table(f"{slug}-tasks", LISTED, rows)


@bp.get("/tasks/<int:task_id>")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show one task: its facts, why its dates are what they are, and what was said."""
    shown = page(task_id)
    recent.opened(task_id)
    return shown


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
        who, now, wanted, reason = actor(), clock.now(), form.wanted(), form.reason.data or ""
        task_id = 0

        def added() -> list[Move]:
            nonlocal task_id
            task_id, moves = tasks.add(who, now, slug, wanted, reason)
            return moves

        def saved() -> list[Move]:
            return first_subtasks.placed(who, now, slug, None, wanted, form.own_days.data, added)

        try:
            if previewing.is_asked():
                return previewing.page(plan, None, f"Add {wanted.code}", saved)
            moves = saved()
        except InvalidInput as error:
            form.refuse(error, "name")
        else:
            flash(f"The task is added. {moved(moves, besides=task_id)}")
            return redirect(url_for("tasks.show", task_id=task_id))
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form), 422
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
        wanted = replace(
            wanted,
            dates_source=task.dates_source,
            source_note=task.source_note,
            suspense=replace(wanted.suspense, note=note_of(session, task_id)),
        )
        who, reason, slug = actor(), form.reason.data or "", plan.slug

        def changed() -> list[Move]:
            nonlocal others
            moves, others = meanwhile.change(who, now, task_id, version, wanted, reason)
            return moves

        def saved() -> list[Move]:
            own_days = form.own_days.data
            return first_subtasks.placed(who, now, slug, task_id, wanted, own_days, changed)

        try:
            if previewing.is_asked():
                return previewing.page(plan, task, f"Change {task.code}", saved)
            moves = saved()
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
        else:
            said = f"The task is changed. {moved(moves, besides=task_id)}"
            if others:
                said += f" {others} changed other fields while you were typing; both changes stand."
            flash(said)
            return redirect(url_for("tasks.show", task_id=task_id))
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


def page(
    task_id: int,
    form: DependencyForm | None = None,
    *,
    refusal: str = "",
    at: str = "",
    typed: str = "",
) -> str:
    """Render a task's page; the views of what stands on it show their errors there too.

    Args:
        refusal: why something was not saved, shown in the section `at` with what was typed.
    """
    session = db.session()
    task, standing = access.task_for(session, actor(), task_id)
    found = task_page(session, task, standing)
    may_link = standing.may_change_structure and task.removed_at is None
    is_open = found.plan.stage != "closed" and task.removed_at is None
    return render_template(
        "tasks/show.html",
        plan=found.plan,
        task=task,
        found=found,
        taken_back=undone.among(session, found.history),
        standing=standing,
        form=form or (DependencyForm.for_task(session, task) if may_link else None),
        desk=desk_of(session, task, standing, is_open=is_open),
        day=day_in(found.plan),
        refusal=refusal,
        at=at,
        typed=typed,
    )
