"""Backups for administrators: what was made, one more, whether one is whole, how many are kept."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.operations import behind, keeping
from views.support.sent import asked as asked_for
from views.support.sent.forms import BaseForm, VersionField, WholeField
from views.support.session import actor, changing, settings
from workplan import clock
from workplan.backup import asked, shelf
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.people import rights

bp = Blueprint("admin_backups", __name__)

KEEPING = house_settings.BOUNDS["backup_days"]


class KeepingForm(BaseForm):
    """For how many days every backup is kept; nothing is the default."""

    version = VersionField()
    backup_days = WholeField("Days for which every backup is kept")


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


@bp.post("/admin/backups/keeping")
@login_required
def keep() -> ResponseReturnValue:
    """Set for how many days every backup is kept."""
    form = KeepingForm()
    said = "It holds once the next backup is whole."
    if status := keeping.refused(form, "backup_days", said):
        return _page(form=form), status
    return redirect(url_for("admin_backups.index"))


def _page(refusal: str = "", form: KeepingForm | None = None) -> str:
    rights.require_administrator(actor())
    present, version = house_settings.fields_of(db.session())
    data = {"version": version, "backup_days": present.backup_days}
    number = asked_for.page(request.args.get("page", ""))
    found = shelf.page_of(db.session(), settings(), number)
    return render_template(
        "admin_backups/index.html",
        found=found,
        refusal=refusal,
        now=clock.now(),
        place=shelf.place_of(settings()),
        form=form or KeepingForm(formdata=None, data=data),
        days=present.backup_days or settings().backup_days,
        hint=f"{KEEPING.lowest:,} to {KEEPING.highest:,}. Leave it empty for the default, "
        f"{settings().backup_days}.",
    )
