"""The journal of the administration: who did what to accounts, agencies, settings and backups."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent import asked
from views.support.session import actor
from workplan.extensions import db
from workplan.services.pages.journal import administration_journals
from workplan.services.pages.journal.administration_journals import Wanted

bp = Blueprint("admin_journal", __name__)


@bp.get("/admin/journal")
@login_required
def show() -> ResponseReturnValue:
    """Show a page of entries, the newest first."""
    session = db.session()
    wanted = Wanted(
        request.args.get("who", ""),
        request.args.get("verb", ""),
        asked.day("since"),
        asked.day("until"),
        asked.number("before"),
    )
    return render_template(
        "admin_journal/show.html",
        found=administration_journals.page_of(session, actor(), wanted),
        choices=administration_journals.choices_of(session, actor()),
        wanted=wanted,
    )
