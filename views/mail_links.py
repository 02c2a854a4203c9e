"""Report by the link in a reminder: a short form, without signing in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Plan, Task
from views.plan_days import today_in
from views.presenting import moved
from views.report_forms import ReportForm
from views.reports import last_said
from views.session import settings
from workplan import clock
from workplan.errors import Contradicted, InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services import mail_links
from workplan.services.reasons import reasons_of

bp = Blueprint("mail_links", __name__)


@bp.get("/r/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show the form; nothing is changed, whoever or whatever follows the link."""
    try:
        task = _task(token)
    except NotFound as gone:
        return _to_sign_in(token, gone)
    return _page(task, ReportForm(formdata=None, data=last_said(task)))


@bp.post("/r/<token>")
def report(token: str) -> ResponseReturnValue:
    """Save the report, which uses the link up."""
    form = ReportForm()
    try:
        _task(token)
        if form.validate():
            version, reason = form.version.data, form.reason.data or ""
            task_id, moves = mail_links.report(token, clock.now(), version, form.said(), reason)
            return render_template(
                "mail_links/saved.html", task=db.session().get_one(Task, task_id), said=moved(moves)
            )
    except NotFound as gone:
        return _to_sign_in(token, gone)
    except Contradicted as contradicted:
        form.contradictions = contradicted.found
    except StaleVersion as stale:
        form.version.data = stale.current
        form.refuse(InvalidInput("done", CONFLICT), "done")
    except InvalidInput as error:
        form.refuse(error, "status")
    db.session.rollback()
    return _page(_task(token), form), 422


CONFLICT = (
    "Somebody reported or changed the task while you were typing; how it stands now is above. "
    "Your text is kept: save again to report after that, or correct it first."
)


def _task(token: str) -> Task:
    if settings().links_need_sign_in:
        raise NotFound("Links in mails lead to the sign-in here.")
    _, _, task = mail_links.open_link(db.session(), token, clock.now())
    return task


def _page(task: Task, form: ReportForm) -> str:
    session = db.session()
    plan = session.get_one(Plan, task.plan_id)
    return render_template(
        "mail_links/form.html",
        task=task,
        plan=plan,
        form=form,
        today=today_in(plan),
        reason=reasons_of(session, [task]).get(task.id, ""),
    )


def _to_sign_in(token: str, gone: NotFound) -> ResponseReturnValue:
    task_id = mail_links.task_of(db.session(), token)
    if task_id is None:
        raise gone
    flash(str(gone), "info")
    return redirect(url_for("sign_in.show", next=url_for("reports.show", task_id=task_id)))
