"""Mail that came in: what waits for somebody, what it says, and what is decided on it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.wrappers import Response

from models import ReceivedMail
from views.interchange import imports
from views.sheet import directive_reading
from views.support.sent import asked, attachments, sent_text
from views.support.session import actor, changing, settings
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.documents import texts
from workplan.extensions import db
from workplan.services.delivery import reply_addresses
from workplan.services.delivery.incoming import parked, proposals, received_lists
from workplan.services.people import rights
from workplan.vocabulary import ReceivedState

bp = Blueprint("received_mails", __name__)


@bp.get("/plans/<slug>/mail")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the mail of a plan that came in, what waits for somebody first."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    parked.require_reader(standing)
    state = wanted_state()
    return render_template(
        "received_mails/index.html",
        plan=plan,
        standing=standing,
        counts=received_lists.counts(session, plan.id),
        state=state,
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
        found=received_lists.page_of(
            session, plan.id, state, asked.page(request.args.get("page", ""))
        ),
    )


@bp.get("/received/<int:mail_id>")
@login_required
def show(mail_id: int) -> ResponseReturnValue:
    """Show what a mail says, and what can be done with it."""
    return _page(mail_id)


@bp.post("/received/<int:mail_id>/task")
@login_required
def put_on_task(mail_id: int) -> ResponseReturnValue:
    """Put a mail on a task, as a comment."""
    code = request.form.get("code", "")
    try:
        task_id = parked.put_on_task(changing(), attachments.store(), mail_id, code)
    except InvalidInput as error:
        db.session.rollback()
        return _page(mail_id, error.message), 422
    flash("The mail stands on the task, as a comment of yours that names its sender.")
    return redirect(url_for("tasks.show", task_id=task_id))


@bp.post("/received/<int:mail_id>/aside")
@login_required
def set_aside(mail_id: int) -> ResponseReturnValue:
    """Set a mail aside, with a reason; of no plan too, for those who run the house."""
    try:
        parked.set_aside(changing(), mail_id, request.form.get("reason", ""))
    except InvalidInput as error:
        db.session.rollback()
        return _refused(mail_id, error)
    flash("The mail is set aside.")
    return _back(mail_id)


@bp.post("/received/<int:mail_id>/again")
@login_required
def try_again(mail_id: int) -> ResponseReturnValue:
    """Let a mail be read anew, such as when its plan was opened again."""
    try:
        row = parked.try_again(changing(), attachments.store(), mail_id, settings().replies_to)
    except InvalidInput as error:
        db.session.rollback()
        return _refused(mail_id, error)
    if row.state == "parked":
        flash(f"It still waits: {row.reason}", "warning")
    else:
        flash(f"The mail was read: {ReceivedState.said(row.state).lower()}.")
    return _back(mail_id)


@bp.post("/received/<int:mail_id>/open")
@login_required
def open_file(mail_id: int) -> ResponseReturnValue:
    """Open a file of a mail as a sheet of the plan, or read it as a directive; nothing is saved."""
    row, plan, _ = parked.readable(db.session(), actor(), mail_id)
    rights.plan_to_change(db.session(), actor(), plan.slug)
    number = asked.row_id(request.form.get("file", "")) or 0
    try:
        name, content = proposals.file_of(attachments.store(), row, number)
        if request.form.get("as") == "text":
            return directive_reading.with_text(plan, sent_text.bounded(texts.text_of(content)))
        form = imports.UploadForm(formdata=None, data={"into": plan.slug})
        # From whom it is stands in the list of mails alone, and not in the journal.
        return imports.looked_at(form, name, formats.plain(content), f"Sent with mail {row.id}")
    except InvalidInput as error:
        db.session.rollback()
        return _page(mail_id, error.message), 422


def wanted_state() -> str:
    """Return the state that the address asks for; what waits for somebody unless it does."""
    state = request.args.get("state", "")
    return state if state in received_lists.SHOWN else received_lists.SHOWN[0]


def _page(mail_id: int, refusal: str = "") -> str:
    row, plan, standing = parked.readable(db.session(), actor(), mail_id)
    said = parked.text_of if proposals.is_one(row) else parked.words_of
    return render_template(
        "received_mails/show.html",
        plan=plan,
        standing=standing,
        mail=row,
        is_proposal=proposals.is_one(row),
        words_said=said(attachments.store(), row),
        files=proposals.files_of(attachments.store(), row),
        refusal=refusal,
    )


def _refused(mail_id: int, error: InvalidInput) -> ResponseReturnValue:
    """Say on the page of a mail, or in the list of the house, why nothing was changed."""
    if _is_of_house(mail_id):
        flash(error.message, "error")
        return redirect(url_for("admin_mail_in.index"))
    return _page(mail_id, error.message), 422


def _back(mail_id: int) -> Response:
    if _is_of_house(mail_id):
        return redirect(url_for("admin_mail_in.index"))
    return redirect(url_for("received_mails.show", mail_id=mail_id))


def _is_of_house(mail_id: int) -> bool:
    return db.session().get_one(ReceivedMail, mail_id).plan_id is None
