"""Agencies: the list, and one of them as far as the reader sees what it does."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Agency
from views.people.agency_forms import AgencyForm, MergeForm
from views.support.sent import asked
from views.support.session import actor, changing
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.pages.agency import lists as agency_lists
from workplan.services.pages.agency import pages as agency_pages
from workplan.services.people import agencies, house_rights
from workplan.services.structure import agency_merges

bp = Blueprint("agencies", __name__)


@bp.get("/agencies")
@login_required
def index() -> str:
    """List the agencies, each bureau below its department."""
    session = db.session()
    rows = agency_lists.tree(session)
    return render_template(
        "agencies/index.html",
        present=[row for row in rows if row.retired_at is None],
        retired=[row for row in rows if row.retired_at is not None],
        may_add=house_rights.may_add_agency(session, actor()),
    )


@bp.route("/agencies/new", methods=["GET", "POST"])
@login_required
def add() -> ResponseReturnValue:
    """Show the form of a new agency, and add it."""
    session = db.session()
    house_rights.require_new_agency(session, actor())
    form = AgencyForm.to_fill(session)
    if request.method == "GET":
        return render_template("agencies/new.html", form=form)
    if form.validate():
        try:
            added = agencies.add(changing(), form.wanted())
        except InvalidInput as error:
            form.refuse(error, "code")
        else:
            flash(f"{added.label} is added, and can be chosen in every plan.")
            return redirect(url_for("agencies.show", code=added.code))
    session.rollback()
    return render_template("agencies/new.html", form=form), 422


@bp.get("/agencies/<code>")
@login_required
def show(code: str) -> ResponseReturnValue:
    """Show an agency; an address with a code that it had before leads to the present one."""
    session = db.session()
    agency = agencies.by_code(session, code)
    if agency.code != code:
        return redirect(url_for("agencies.show", code=agency.code))
    page = asked.page(request.args.get("page", ""))
    found = agency_pages.page_of(session, actor(), agency, clock.now(), page)
    return render_template(
        "agencies/show.html",
        **found._asdict(),
        days={part.id: part.day for part in found.parts},
        plans={part.id: part for part in found.parts},
        now=clock.now(),
        may_change=house_rights.is_administrator(actor()),
    )


@bp.route("/agencies/<code>/edit", methods=["GET", "POST"])
@login_required
def edit(code: str) -> ResponseReturnValue:
    """Show what is known of an agency, and change it."""
    session = db.session()
    agency = agencies.by_code(session, code)
    house_rights.require_agencies(actor())
    if request.method == "GET":
        return _edit_page(agency)
    form, status = AgencyForm.to_fill(session, agency), 422
    if form.validate():
        try:
            saved = agencies.change(changing(), code, form.version.data, form.wanted())
        except StaleVersion as stale:
            form.label.errors = [f"{stale} Look at what stands there now, and save again."]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "code")
        else:
            flash(f"{saved.label} is saved. Pages show the new name; the journal tells both.")
            return redirect(url_for("agencies.show", code=saved.code))
    session.rollback()
    return _edit_page(agencies.by_code(session, code), form), status


@bp.post("/agencies/<code>/retirement")
@login_required
def retire(code: str) -> ResponseReturnValue:
    """Take an agency out of what people choose from."""
    session = db.session()
    agencies.by_code(session, code)
    house_rights.require_agencies(actor())
    try:
        agency = agencies.retire(changing(), code)
    except InvalidInput as error:
        session.rollback()
        return _edit_page(agencies.by_code(session, code), refusal=error.message), 422
    flash(f"{agency.label} is retired: nobody chooses it any more. What it leads stays with it.")
    return redirect(url_for("agencies.show", code=agency.code))


@bp.post("/agencies/<code>/restoration")
@login_required
def restore(code: str) -> ResponseReturnValue:
    """Bring a retired agency back."""
    session = db.session()
    agencies.by_code(session, code)
    house_rights.require_agencies(actor())
    try:
        agency = agencies.restore(changing(), code)
    except InvalidInput as error:
        session.rollback()
        return _edit_page(agencies.by_code(session, code), refusal=error.message), 422
    flash(f"{agency.label} is in use again.")
    return redirect(url_for("agencies.show", code=agency.code))


@bp.post("/agencies/<code>/merge")
@login_required
def merge(code: str) -> ResponseReturnValue:
    """Merge an agency into another; it is not undone, so the form asks for the code once more."""
    session = db.session()
    agency = agencies.by_code(session, code)
    house_rights.require_agencies(actor())
    label, form = agency.label, MergeForm.of(session, agency)
    if form.validate():
        try:
            into = agency_merges.merge(changing(), form.wanted(code), form.reason.data or "")
        except InvalidInput as error:
            form.refuse(error, "into")
        else:
            flash(f"{label} is part of {into.label} now. The journal of each plan tells it.")
            return redirect(url_for("agencies.show", code=into.code))
    session.rollback()
    return _edit_page(agencies.by_code(session, code), merging=form), 422


def _edit_page(
    agency: Agency,
    form: AgencyForm | None = None,
    merging: MergeForm | None = None,
    refusal: str = "",
) -> str:
    """Render what an administrator may do with an agency.

    Args:
        form: what was typed and could not be saved.
        merging: what was typed of a merge that was refused.
        refusal: why it was not retired or restored.
    """
    session = db.session()
    return render_template(
        "agencies/edit.html",
        agency=agency,
        form=form or AgencyForm.to_fill(session, agency),
        merging=merging or MergeForm.of(session, agency),
        refusal=refusal,
    )
