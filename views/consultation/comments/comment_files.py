"""The mail of a comment as it was laid out, and its files, for everybody who reads it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask_login import login_required

from models import ReceivedMail
from views.consultation.comments.comment_pages import listed
from views.support.sent import attachments
from views.support.session import actor
from views.support.shown import downloads
from views.support.shown.letters import cleaned
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.delivery.incoming import received
from workplan.services.delivery.incoming.received import NotAsItCame
from workplan.services.people import rights

bp = Blueprint("comment_files", __name__)
ANY_KIND = "application/octet-stream"
"""Whatever a stranger sent: a browser saves it, and shows nothing of it."""


@bp.get("/plans/<slug>/comments/<int:number>/letter")
@login_required
def letter(slug: str, number: int) -> str:
    """Show the mail of a comment as its sender laid it out, cleaned, and with nothing remote."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    row = listed(plan, number)
    mail = session.get(ReceivedMail, row.mail_id) if row.mail_id else None
    html = received.html_of(attachments.store(), mail) if mail else ""
    return render_template(
        "comments/letter.html",
        plan=plan,
        standing=standing,
        row=row,
        letter=cleaned(html) if html else None,
    )


@bp.get("/plans/<slug>/comments/<int:number>/files/<int:which>")
@login_required
def document(slug: str, number: int, which: int) -> Response:
    """Serve a file of a comment, as it came; it is gone with its mail."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    row = listed(plan, number)
    mail = session.get(ReceivedMail, row.mail_id) if row.mail_id else None
    try:
        files = received.attached(attachments.store(), mail) if mail else ()
    except NotAsItCame:
        files = ()
    names = row.files.splitlines()
    if not 0 < which <= min(len(files), len(names)):
        raise NotFound(f"{row.reference} has no such file, or has it no more.")
    return downloads.served(files[which - 1][1], ANY_KIND, names[which - 1])
