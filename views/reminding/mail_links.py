"""Report by the link in a reminder: a short form, without signing in."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Task
from views.reporting.report_forms import ReportForm, beside_form
from views.support.sent import asked, attachments, once
from views.support.sent.typed import typed_at
from views.support.session import settings
from views.support.shown.presenting import beside, moved
from workplan import clock
from workplan.errors import Contradicted, InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.coordination.tasking.extensions import Asked
from workplan.services.record.actor import Actor
from workplan.services.record.form_numbers import DoneAlready, was_used
from workplan.services.reminding import mail_links
from workplan.services.reporting.evidence import Attached
from workplan.services.reporting.last_reports import last_said
from workplan.services.reporting.status_reports import Reported

bp = Blueprint("mail_links", __name__)


@bp.get("/r/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show the form; nothing is changed, whoever or whatever follows the link."""
    try:
        who, task = _opened(token)
    except NotFound as gone:
        return _to_sign_in(token, gone)
    return _page(who, task, ReportForm(formdata=None, data=last_said(db.session(), task)))


@bp.post("/r/<token>")
def report(token: str) -> ResponseReturnValue:
    """Save the report, which uses the link up; to acknowledge, or ask for a later day, does not."""
    form = ReportForm()
    try:
        who, task = _opened(token)
        if "acknowledge" in request.form:
            mail_links.acknowledge(token, clock.now(), form=g.pop("form", None))
            flash("Acknowledged: your agency has the task. The link still works for one report.")
            return redirect(url_for("mail_links.show", token=token))
        if "later" in request.form:
            return _asked_for_later(token, who, task)
        if form.validate():
            saved = _save(token, who, form)
            attachments.let_go(who.id or 0)
            return _saved(task.id, f"{moved(saved.moves)}{beside(saved.others)}")
    except NotFound as gone:
        sent, task_id = once.sent_form(), mail_links.task_of(db.session(), token)
        if sent is not None and task_id is not None and was_used(db.session(), sent):
            return _saved(task_id, "")
        return _to_sign_in(token, gone)
    except DoneAlready:
        return _saved(task.id, "")
    except Contradicted as contradicted:
        form.contradictions = contradicted.found
    except StaleVersion as stale:
        form.version.data = stale.current
        form.refuse(InvalidInput("done", CONFLICT), "done")
    except InvalidInput as error:
        form.refuse(error, "status")
    db.session.rollback()
    who, task = _opened(token)
    form.waiting = attachments.keep(who.id or 0)
    return _page(who, task, form), 422


def _asked_for_later(token: str, who: Actor, task: Task) -> ResponseReturnValue:
    """Ask for a later suspense, which does not use the link up."""
    typed = request.form.get("why", ""), request.form.get("recovery", "")
    try:
        wanted = Asked(asked.sent_day("wanted_on"), *typed)
        mail_links.ask_for_later(token, clock.now(), wanted, form=g.pop("form", None))
    except InvalidInput as error:
        db.session.rollback()
        who, task = _opened(token)
        form = ReportForm(formdata=None, data=last_said(db.session(), task))
        return _page(who, task, form, refusal=error.message), 422
    flash("The coordinators are asked. Until they answer the suspense counts; report as before.")
    return redirect(url_for("mail_links.show", token=token))


def _saved(task_id: int, said: str) -> str:
    task = db.session().get_one(Task, task_id)
    return render_template("mail_links/saved.html", task=task, said=said)


def _save(token: str, who: Actor, form: ReportForm) -> Reported:
    """Save the report with its evidence, both or neither."""
    attached = Attached(attachments.store(), attachments.given(who.id or 0))
    reason, sent = form.reason.data or "", g.pop("form", None)
    return mail_links.report(
        token,
        clock.now(),
        form.version.data,
        form.said(),
        reason,
        form=sent,
        attached=attached,
        criteria=form.criteria.data,
    )


CONFLICT = (
    "Somebody reported on the task while you were typing; how it stands now is above. "
    "Your text is kept: save again to report after that, or correct it first."
)


def _opened(token: str) -> tuple[Actor, Task]:
    """Return who acts by a link, and its task."""
    if settings().links_need_sign_in:
        raise NotFound("Links in mails lead to the sign-in here.")
    _, who, task = mail_links.open_link(db.session(), token, clock.now())
    return who, task


def _page(who: Actor, task: Task, form: ReportForm, *, refusal: str = "") -> str:
    """Render the form; `refusal` says why a later suspense could not be asked for."""
    session = db.session()
    return render_template(
        "mail_links/form.html",
        form=form,
        may_acknowledge=mail_links.may_acknowledge(session, who, task.id),
        may_ask_for_later=mail_links.may_ask_for_later(session, who, task.id),
        refusal=refusal,
        typed=typed_at("later" if refusal else ""),
        **beside_form(task),
    )


def _to_sign_in(token: str, gone: NotFound) -> ResponseReturnValue:
    task_id = mail_links.task_of(db.session(), token)
    if task_id is None:
        raise gone
    flash(str(gone), "info")
    return redirect(url_for("sign_in.show", next=url_for("reports.show", task_id=task_id)))
