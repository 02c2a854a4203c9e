"""Mail that came in and belongs to no plan, for administrators: its head, and never its words."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.reminding.received_mails import wanted_state
from views.support.sent import asked
from views.support.session import actor, changing, settings
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.delivery.incoming import parked, received_lists
from workplan.services.people import rights
from workplan.services.reminding import heartbeats

bp = Blueprint("admin_mail_in", __name__)


@bp.get("/admin/mail/in")
@login_required
def index() -> ResponseReturnValue:
    """List the mail of no plan, what waits for somebody first."""
    return _page()


@bp.post("/admin/mail/in/<int:mail_id>/plan")
@login_required
def give(mail_id: int) -> ResponseReturnValue:
    """Give a mail to a plan, whose coordinator decides on it."""
    slug = request.form.get("slug", "")
    try:
        parked.give(changing(), mail_id, slug)
    except InvalidInput as error:
        db.session.rollback()
        return _page(error.message), 422
    flash(f"The coordinator of {slug} sees the mail now.")
    return redirect(url_for("admin_mail_in.index"))


def _page(refusal: str = "") -> str:
    rights.require_administrator(actor())
    session, state = db.session(), wanted_state()
    return render_template(
        "admin_mail_in/index.html",
        counts=received_lists.counts(session, None),
        state=state,
        found=received_lists.page_of(
            session, None, state, asked.page(request.args.get("page", ""))
        ),
        is_read=bool(settings().mail_in_url),
        address=settings().replies_to,
        down_since=heartbeats.last_beat(session, heartbeats.MAILBOX_DOWN),
        refusal=refusal,
    )
