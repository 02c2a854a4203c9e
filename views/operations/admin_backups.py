"""Backups for administrators: what was made, one more, and whether one is whole."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.operations import behind
from views.support import asked as asked_for
from views.support.session import actor, changing, settings
from workplan import clock
from workplan.backup import asked, shelf
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.people import rights

bp = Blueprint("admin_backups", __name__)


@bp.get("/admin/backups")
@login_required
def index() -> ResponseReturnValue:
    """List the backups, the newest first, and whether one is being made."""
    return _page()


@bp.post("/admin/backups")
@login_required
def make() -> ResponseReturnValue:
    """Make one now, where nobody waits for it."""
    try:
        job = asked.ask(changing(), settings(), db.engine)
    except InvalidInput as busy:
        db.session.rollback()
        return _page(busy.message), 409
    behind.begin(job.run)
    flash("A backup is being made. This page shows when it is done.", "info")
    return redirect(url_for("admin_backups.index"))


@bp.post("/admin/backups/<int:backup_id>/verification")
@login_required
def verify(backup_id: int) -> ResponseReturnValue:
    """Look a backup through: every file, and the database that it holds."""
    try:
        job = asked.ask_check(changing(), settings(), db.engine, backup_id)
    except InvalidInput as refusal:
        db.session.rollback()
        return _page(refusal.message), 409
    behind.begin(job.run)
    flash("The backup is being looked through. This page shows what is found.", "info")
    return redirect(url_for("admin_backups.index"))


def _page(refusal: str = "") -> str:
    rights.require_administrator(actor())
    number = asked_for.page(request.args.get("page", ""))
    found = shelf.page_of(db.session(), settings(), number)
    return render_template(
        "admin_backups/index.html",
        found=found,
        refusal=refusal,
        now=clock.now(),
        place=shelf.place_of(settings()),
    )
