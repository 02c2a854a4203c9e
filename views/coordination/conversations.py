"""What people say to each other on a task, and what a coordinator asks for."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms.validators import InputRequired

from views.pages import plans as plan_views
from views.pages import tasks as task_views
from views.support.sent.asked import sent_number
from views.support.sent.forms import BaseForm, DayField, TextField
from views.support.session import changing
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination import asking_all, conversations, update_requests
from workplan.services.coordination.asking_all import Asking

bp = Blueprint("conversations", __name__)


class AskForm(BaseForm):
    """By when an update is wanted, and what it should answer."""

    wanted_on = DayField("Update wanted by", [InputRequired("Give a day.")])
    note = TextField("What it should answer")


@bp.post("/tasks/<int:task_id>/comments")
@login_required
def say(task_id: int) -> ResponseReturnValue:
    """Say something on a task, perhaps in answer."""
    body = request.form.get("body", "")
    try:
        thread_id = sent_number("thread")
        said = conversations.say(changing(), task_id, body, thread_id)
    except InvalidInput as error:
        return _refused(task_id, error, "talk")
    words = ["Your comment is saved."]
    if said.told:
        words.append(f"Told: {', '.join(said.told)}.")
    if said.unknown:
        words.append(f"Nobody here is called {', '.join(f'“@{name}”' for name in said.unknown)}.")
    if said.unheard:
        words.append(f"Nobody in this plan speaks for {' or '.join(said.unheard)}.")
    flash(" ".join(words))
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="talk"))


@bp.post("/comments/<int:comment_id>/resolution")
@login_required
def resolve(comment_id: int) -> ResponseReturnValue:
    """Mark a thread as resolved."""
    task_id = conversations.resolve(changing(), comment_id)
    flash("The thread is resolved; an answer opens it again.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="talk"))


@bp.post("/tasks/<int:task_id>/update-request")
@login_required
def ask(task_id: int) -> ResponseReturnValue:
    """Ask the lead agency for an update by a day."""
    try:
        update_requests.ask(changing(), task_id, *_asked())
    except InvalidInput as error:
        return _refused(task_id, error, "ask")
    flash("The lead agency is asked; their next report answers.")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="talk"))


@bp.post("/plans/<slug>/update-request")
@login_required
def ask_all(slug: str) -> ResponseReturnValue:
    """Ask about everything in a plan that nobody has reported on lately."""
    try:
        asking = asking_all.ask_all(changing(), slug, *_asked())
    except InvalidInput as error:
        db.session.rollback()
        return plan_views.page(slug, refusal=error.message), 422
    flash(_said(asking))
    return redirect(url_for("plans.show", slug=slug))


def _asked() -> tuple[date, str]:
    """Return by when the form asks for an update, and what it should answer.

    Raises:
        InvalidInput: for no day, and for what is none.
    """
    form = AskForm()
    if not form.validate():
        first = next(error for errors in form.errors.values() for error in errors)
        raise InvalidInput("wanted_on", str(first))
    assert form.wanted_on.data is not None
    return form.wanted_on.data, form.note.data or ""


def _said(asking: Asking) -> str:
    *others, last = asking.agencies
    names = f"{', '.join(others)} and {last}" if others else last
    tasks = plural(len(asking.task_ids), "task")
    left_out = asking.tasks_left_out
    besides = (
        f" {plural(left_out, 'task')} asked about today already: left out." if left_out else ""
    )
    return f"Asked: {names}, about {tasks}. What is mailed stays mailed.{besides}"


def _refused(task_id: int, error: InvalidInput, anchor: str) -> ResponseReturnValue:
    """Show the task's page again with what was wrong, and what was typed."""
    db.session.rollback()
    return task_views.page(task_id, refusal=error.message, at=anchor), 422
