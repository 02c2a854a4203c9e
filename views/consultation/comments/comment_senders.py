"""What is kept of whoever wrote a comment: saved for them, and removed for good."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import Length

from models import Plan
from views.consultation.comments.comment_pages import STALE, listed, to_comment
from views.support.plan_days import today_in
from views.support.sent import attachments
from views.support.sent.forms import BaseForm, VersionField
from views.support.session import actor, changing
from views.support.shown import downloads
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.consultation import finding
from workplan.services.consultation.finding import LONGEST_REASON
from workplan.services.consultation.senders import leaving
from workplan.services.delivery import sender_files
from workplan.services.pages.comments import comment_lists
from workplan.services.people import rights

bp = Blueprint("comment_senders", __name__)


class RemovalForm(BaseForm):
    """That whoever wrote a comment leaves it for good, and why."""

    version = VersionField()
    typed = StringField("The reference once more", [Length(max=80)])
    because = StringField("Why", [Length(max=LONGEST_REASON)])


@bp.get("/plans/<slug>/comments/<int:number>/person")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show what is kept of whoever wrote a comment, and how it is saved or removed."""
    return _page(slug, number)


@bp.post("/plans/<slug>/comments/<int:number>/person")
@login_required
def remove(slug: str, number: int) -> ResponseReturnValue:
    """Remove for good who wrote a comment, and the others of theirs."""
    _plan(slug)
    form, status = RemovalForm(), 422
    if form.validate():
        typed, because = form.typed.data or "", form.because.data or ""
        try:
            leaving.let_go(changing(), slug, number, form.version.data, typed, because)
        except StaleVersion as stale:
            form.typed.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "typed")
        else:
            flash("Who wrote it has left; a mail as it came leaves the store within minutes.")
            return to_comment(slug, number)
    db.session.rollback()
    return _page(slug, number, form), status


@bp.get("/plans/<slug>/comments/<int:number>/person.zip")
@login_required
def document(slug: str, number: int) -> Response:
    """Serve everything that is kept of whoever wrote a comment, for them."""
    plan, session = _plan(slug), db.session()
    row = listed(plan, number)
    found = finding.of_number(session, plan.id, number)
    content = sender_files.file_of(session, attachments.store(), plan, found, clock.now())
    return downloads.served(content, "application/zip", f"{row.reference}-person.zip")


def _page(slug: str, number: int, form: RemovalForm | None = None) -> str:
    plan, session = _plan(slug), db.session()
    _, standing = rights.plan_for(session, actor(), slug)
    row = listed(plan, number)
    return render_template(
        "comments/person.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        row=row,
        form=form or RemovalForm(None, data={"version": row.version}),
        theirs=comment_lists.of_sender(session, finding.of_number(session, plan.id, number)),
    )


def _plan(slug: str) -> Plan:
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_settings(standing)
    return plan
