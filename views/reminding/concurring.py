"""Concur by the link in a mail: the version and one button, without signing in."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Task
from views.support.sent import once
from views.support.session import settings
from workplan import clock
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.record.form_numbers import DoneAlready, was_used
from workplan.services.reminding import concurring, mail_links

bp = Blueprint("concurring", __name__)


@bp.get("/c/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show the version and the button; nothing is changed, whoever or whatever follows the link."""
    try:
        _require_links()
        found = concurring.open_link(db.session(), token, clock.now())
    except NotFound as gone:
        return _to_sign_in(token, gone)
    return render_template("concurring/show.html", found=found, plan=found.plan, task=found.task)


@bp.post("/c/<token>")
def concur(token: str) -> ResponseReturnValue:
    """Concur for the agency, which uses the link up."""
    task_id = mail_links.task_of(db.session(), token)
    db.session.rollback()
    try:
        _require_links()
        concurring.concur(token, clock.now(), form=g.pop("form", None))
    except (NotFound, InvalidInput) as gone:
        sent = once.sent_form()
        if task_id is None or sent is None or not was_used(db.session(), sent):
            return _to_sign_in(token, NotFound(str(gone)))
    except DoneAlready:
        db.session.rollback()
    task = db.session().get_one(Task, task_id)
    return render_template("concurring/saved.html", task=task)


def _require_links() -> None:
    if settings().links_need_sign_in:
        raise NotFound("Links in mails lead to the sign-in here.")


def _to_sign_in(token: str, gone: NotFound) -> ResponseReturnValue:
    db.session.rollback()
    task_id = mail_links.task_of(db.session(), token)
    if task_id is None:
        raise gone
    flash(str(gone), "info")
    return redirect(url_for("sign_in.show", next=url_for("rounds.show", task_id=task_id)))
