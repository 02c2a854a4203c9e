"""Many people from a file or from the clipboard: looked at, then invited."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support import errands
from views.support.courier import courier
from views.support.session import actor, changing, settings
from views.support.shown import downloads
from workplan import clock
from workplan.errors import InvalidInput
from workplan.exchange.tables.text_file import text_in
from workplan.extensions import db
from workplan.mail.courier import Courier
from workplan.services.accounts import invitations, people_files
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

bp = Blueprint("people_import", __name__)


@bp.get("/admin/people/import")
@login_required
def show() -> ResponseReturnValue:
    """Ask for a file, or for lines to be pasted."""
    rights.require_administrator(actor())
    return _upload_page()


@bp.get("/admin/people/template.csv")
@login_required
def template() -> Response:
    """Serve a table with the headings and one line as a pattern."""
    rights.require_administrator(actor())
    return downloads.table("people", people_files.HEADINGS, [people_files.EXAMPLE])


@bp.post("/admin/people/import")
@login_required
def look() -> ResponseReturnValue:
    """Show what the table would bring, line by line; nothing is saved."""
    rights.require_administrator(actor())
    pasted = request.form.get("pasted", "")
    try:
        text = _given(pasted)
        found = people_files.look(db.session(), text)
    except InvalidInput as error:
        return _upload_page(error.message, pasted), 422
    return render_template("people_import/report.html", found=found, text=text)


@bp.post("/admin/people/import/confirm")
@login_required
def confirm() -> ResponseReturnValue:
    """Make the accounts, and send the invitations beside the answer."""
    rights.require_administrator(actor())
    text = request.form.get("text", "")
    try:
        made = people_files.bring_in(changing(), text)
    except InvalidInput as error:
        db.session.rollback()
        return _upload_page(error.message, text), 422
    errands.start(partial(_invite, courier(), settings().time_zone, actor(), made))
    flash(f"{len(made)} accounts are made. Their invitations leave now; reload to see which did.")
    return redirect(url_for("admin_people.index", state="all"))


def _invite(courier: Courier, zone: str, who: Actor, made: list[int]) -> None:
    """Send each invitation; whoever gets none stands in the list, where it is sent again."""
    for user_id in made:
        invitations.send_again(Change(who, clock.now()), courier, zone, user_id)


def _given(pasted: str) -> str:
    file = request.files.get("file")
    if file is not None and file.filename:
        return text_in(file.read())
    if not pasted.strip():
        raise InvalidInput("file", "Nothing was given. Choose a file, or paste some lines.")
    return pasted


def _upload_page(refusal: str = "", pasted: str = "") -> str:
    return render_template(
        "people_import/upload.html",
        refusal=refusal,
        pasted=pasted,
        headings=people_files.HEADINGS,
        most=people_files.MOST,
    )
