"""Later suspenses: asked for on a task, answered there or on the page of a plan's requests."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan, Task
from views.pages import tasks as task_views
from views.support.own_paths import own_path
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination.tasking import (
    extension_answers,
    extension_lists,
    extensions,
    ordering,
)
from workplan.services.coordination.tasking.extension_answers import Answer
from workplan.services.coordination.tasking.extensions import Asked
from workplan.services.dates.rescheduling import Move
from workplan.services.people import rights
from workplan.services.record.change import Change

bp = Blueprint("extensions", __name__)
SAID = {
    "approve": "Approved; the agency is told.",
    "decline": "Declined; the agency is told.",
    "return": "The question is sent; the request waits for the reply.",
}


@bp.get("/plans/<slug>/extensions")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """Show the requests for later suspenses of a plan, those that are open first."""
    return _page(slug)


@bp.post("/tasks/<int:task_id>/extensions")
@login_required
def ask(task_id: int) -> ResponseReturnValue:
    """Ask for a later suspense of a task."""
    try:
        wanted_on = asked.sent_day("wanted_on")
        typed = request.form.get("reason", ""), request.form.get("recovery", "")
        extensions.ask(changing(), task_id, Asked(wanted_on, *typed))
    except InvalidInput as error:
        return _refused(task_id, error)
    flash("The coordinators are asked. Until they answer the suspense counts, and mail goes out.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="later"))


@bp.post("/extensions/<int:extension_id>/reply")
@login_required
def reply(extension_id: int) -> ResponseReturnValue:
    """Answer the question on a request."""
    try:
        task_id = extensions.reply(changing(), extension_id, request.form.get("reply", ""))
    except InvalidInput as error:
        return _refused(_task_of(extension_id).id, error)
    flash("Your reply is sent; the request waits for the coordinators again.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="later"))


@bp.post("/extensions/<int:extension_id>/withdrawal")
@login_required
def withdraw(extension_id: int) -> ResponseReturnValue:
    """Withdraw a request."""
    try:
        task_id = extensions.withdraw(changing(), extension_id)
    except InvalidInput as error:
        return _refused(_task_of(extension_id).id, error)
    flash("The request is withdrawn; the suspense counts as it is.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="later"))


@bp.post("/extensions/<int:extension_id>/answer")
@login_required
def answer(extension_id: int) -> ResponseReturnValue:
    """Approve a request, decline it, or return it with a question; or show what approving means."""
    kind = request.form.get("answer", "approve")
    task = None
    try:
        given = Answer(kind, asked.sent_day("agreed_on"), request.form.get("words", ""))
        if previewing.is_asked():
            task = _task_of(extension_id)
            return _preview(task, extension_id, given)
        found = extension_answers.answer(changing(), extension_id, given)
    except InvalidInput as error:
        task = task or _task_of(extension_id)
        db.session.rollback()
        slug = db.session().get_one(Plan, task.plan_id).slug
        return _page(slug, extension_id, error.message), 422
    flash(f"{SAID[kind]} {moved(found.moves)}".strip())
    back = own_path(request.form.get("next", ""))
    return redirect(back or url_for("tasks.show", task_id=found.task_id, _anchor="later"))


@bp.post("/tasks/<int:task_id>/suspense-orderer")
@login_required
def order(task_id: int) -> ResponseReturnValue:
    """Say who ordered the suspense of a task, while the plan is a draft."""
    try:
        ordering.say(changing(), task_id, request.form.get("ordered_by", ""))
    except InvalidInput as error:
        return _refused(task_id, error, "suspense")
    flash("Saved who ordered the suspense.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="suspense"))


def _preview(task: Task, extension_id: int, given: Answer) -> str:
    plan = db.session().get_one(Plan, task.plan_id)

    def saved(change: Change) -> list[Move]:
        return extension_answers.answer(change, extension_id, given).moves

    return previewing.page(plan, task, f"Approve the later suspense of {task.code}", saved)


def _task_of(extension_id: int) -> Task:
    """Return the task of a request that the person may see.

    Raises:
        NotFound: when there is none, or none for them.
    """
    return extension_lists.task_of(db.session(), actor(), extension_id)


def _refused(task_id: int, error: InvalidInput, at: str = "later") -> ResponseReturnValue:
    """Show the task's page again with what was wrong, and what was typed."""
    db.session.rollback()
    return task_views.page(task_id, refusal=error.message, at=at), 422


def _page(slug: str, refused_at: int = 0, refusal: str = "") -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    agency = request.args.get("agency", "")
    page = asked.page(request.args.get("page", ""))
    return render_template(
        "extensions/index.html",
        plan=plan,
        standing=standing,
        found=extension_lists.of_plan(session, plan.id, agency, page),
        agencies=extension_lists.agencies_asking(session, plan.id),
        agency=agency,
        may_answer=standing.may_change_structure and plan.stage != "closed",
        refused_at=refused_at,
        refusal=refusal,
    )
