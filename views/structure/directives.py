"""Directives: the list, and one of them with the plans that carry it out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Directive
from views.structure.directive_forms import DirectiveForm, DoubleForm
from views.support.sent.asked import row_id, whole
from views.support.sent.sent_text import keep_for, kept_for, sent_text
from views.support.session import actor, changing
from workplan.directives.heading import heading_of
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.pages.lists import directive_lists
from workplan.services.people import founders, house_rights
from workplan.services.tasks.directive import directive_merges, directives, succession

bp = Blueprint("directives", __name__)


@bp.get("/directives")
@login_required
def index() -> str:
    """List the directives, the newest first, each with the plans that the reader sees of it."""
    session = db.session()
    rows = directive_lists.directives(session)
    return render_template(
        "directives/index.html",
        present=[row for row in rows if row.retired_at is None],
        retired=[row for row in rows if row.retired_at is not None],
        plans=directive_lists.plans_by_directive(session, actor()),
        may_keep=house_rights.may_keep_directives(session, actor()),
    )


@bp.route("/directives/new", methods=["GET", "POST"])
@login_required
def add() -> ResponseReturnValue:
    """Show the form of a new directive, and add it."""
    session = db.session()
    house_rights.require_directives(session, actor())
    form = DirectiveForm.to_fill(session)
    if request.method == "GET":
        return _new_page(form)
    if "read" in request.form:
        return _filled_from_text(form)
    if form.validate():
        try:
            added = directives.add(changing(), form.wanted())
        except InvalidInput as error:
            form.refuse(error, "citation")
        else:
            flash(f"{added.citation} is added. A plan names it in its settings.")
            if text := request.form.get("text", "").strip():
                keep_for(added.id, text.replace("\r\n", "\n"))
            return redirect(url_for("directives.show", directive_id=added.id))
    session.rollback()
    return _new_page(form, text=request.form.get("text", "")), 422


def _filled_from_text(form: DirectiveForm) -> ResponseReturnValue:
    """Show the form with what a text's head says in its empty fields; nothing is saved."""
    try:
        text = sent_text()
        found = heading_of(text)
    except InvalidInput as refused:
        return _new_page(form, text=request.form.get("text", ""), wrong=refused.message), 422
    missing = []
    for field, value, word in (
        (form.citation, found.citation, "citation"),
        (form.title, found.title, "title"),
        (form.signed_on, found.signed_on, "day of signature"),
    ):
        if not field.data and value:
            field.data, field.raw_data = value, None
        if not field.data:
            missing.append(word)
    said = f"It does not say its {', '.join(missing)}; give it below." if missing else ""
    return _new_page(form, text=text, read=said or "Look at it, and add it.")


def _new_page(form: DirectiveForm, text: str = "", wrong: str = "", read: str = "") -> str:
    return render_template("directives/new.html", form=form, text=text, wrong=wrong, read=read)


@bp.get("/directives/<int:directive_id>")
@login_required
def show(directive_id: int) -> str:
    """Show a directive: its lineage, and the plans that carry it out."""
    return _show_page(directive_id)


@bp.post("/directives/<int:directive_id>/objectives")
@login_required
def follow(directive_id: int) -> ResponseReturnValue:
    """Say what became of the objectives of a superseded directive."""
    session = db.session()
    directives.by_id(session, directive_id)
    house_rights.require_directives(session, actor())
    chosen = _chosen()
    try:
        version = whole(request.form.get("version", "")) or 0
        changed = succession.follow(changing(), directive_id, version, chosen)
    except StaleVersion as stale:
        session.rollback()
        refusal, status = f"{stale} Look at what stands there now, and save again.", 409
    except InvalidInput as error:
        session.rollback()
        refusal, status = error.message, 422
    else:
        flash("It is saved what became of them." if changed else "Nothing was changed.")
        return redirect(url_for("directives.show", directive_id=directive_id, _anchor="objectives"))
    return _show_page(directive_id, chosen, refusal), status


def _chosen() -> dict[int, str]:
    """Return what was chosen of each objective, by its id."""
    sent = ((name.removeprefix("became-"), value) for name, value in request.form.items())
    return {number: value for text, value in sent if (number := row_id(text))}


def _show_page(directive_id: int, chosen: dict[int, str] | None = None, refusal: str = "") -> str:
    """Render a directive.

    Args:
        chosen: what was chosen of its objectives and could not be saved.
        refusal: why not.
    """
    session = db.session()
    directive = directives.by_id(session, directive_id)
    return render_template(
        "directives/show.html",
        **directive_lists.page_of(session, actor(), directive_id)._asdict(),
        may_keep=house_rights.may_keep_directives(session, actor()),
        has_text=bool(kept_for(directive_id)) and founders.may_found(session, actor()),
        seen=directive.version,
        chosen=chosen or {},
        refusal=refusal,
    )


@bp.route("/directives/<int:directive_id>/edit", methods=["GET", "POST"])
@login_required
def edit(directive_id: int) -> ResponseReturnValue:
    """Show what is known of a directive, and change it."""
    session = db.session()
    directive = directives.by_id(session, directive_id)
    house_rights.require_directives(session, actor())
    if request.method == "GET":
        return _edit_page(directive)
    form, status = DirectiveForm.to_fill(session, directive), 422
    if form.validate():
        version = form.version.data
        try:
            saved = directives.change(changing(), directive_id, version, form.wanted())
        except StaleVersion as stale:
            form.citation.errors = [f"{stale} Look at what stands there now, and save again."]
            form.version.data, status = stale.current, 409
        except NotAllowed as refusal:
            form.signed_on.errors = [str(refusal)]
        except InvalidInput as error:
            form.refuse(error, "citation")
        else:
            flash(f"{saved.citation} is saved. Dates that count from it are computed anew.")
            return redirect(url_for("directives.show", directive_id=directive_id))
    session.rollback()
    return _edit_page(directives.by_id(session, directive_id), form), status


@bp.post("/directives/<int:directive_id>/retirement")
@login_required
def retire(directive_id: int) -> ResponseReturnValue:
    """Take a directive out of what people choose from."""
    session = db.session()
    directives.by_id(session, directive_id)
    try:
        directive = directives.retire(changing(), directive_id)
    except InvalidInput as error:
        session.rollback()
        return _edit_page(directives.by_id(session, directive_id), refusal=error.message), 422
    flash(f"{directive.citation} is retired: no new plan carries it out.")
    return redirect(url_for("directives.show", directive_id=directive_id))


@bp.post("/directives/<int:directive_id>/restoration")
@login_required
def restore(directive_id: int) -> ResponseReturnValue:
    """Bring a retired directive back."""
    session = db.session()
    directives.by_id(session, directive_id)
    try:
        directive = directives.restore(changing(), directive_id)
    except InvalidInput as error:
        session.rollback()
        return _edit_page(directives.by_id(session, directive_id), refusal=error.message), 422
    flash(f"{directive.citation} is in use again.")
    return redirect(url_for("directives.show", directive_id=directive_id))


@bp.post("/directives/<int:directive_id>/merge")
@login_required
def merge(directive_id: int) -> ResponseReturnValue:
    """Merge a double into the directive that stays; it is not undone."""
    session = db.session()
    directive = directives.by_id(session, directive_id)
    house_rights.require_directives(session, actor())
    citation, form = directive.citation, DoubleForm.of(session, directive)
    if form.validate():
        try:
            into = directive_merges.merge(
                changing(), directive_id, form.chosen(), form.reason.data or ""
            )
        except InvalidInput as error:
            form.refuse(error, "into")
        else:
            flash(f"{citation} is one with {into.citation} now. The journal of each plan tells it.")
            return redirect(url_for("directives.show", directive_id=into.id))
    session.rollback()
    return _edit_page(directives.by_id(session, directive_id), merging=form), 422


def _edit_page(
    directive: Directive,
    form: DirectiveForm | None = None,
    merging: DoubleForm | None = None,
    refusal: str = "",
) -> str:
    """Render what may be done with a directive.

    Args:
        form: what was typed and could not be saved.
        merging: what was chosen of a merge that was refused.
        refusal: why it was not retired or restored.
    """
    session = db.session()
    return render_template(
        "directives/edit.html",
        directive=directive,
        form=form or DirectiveForm.to_fill(session, directive),
        merging=merging or DoubleForm.of(session, directive),
        refusal=refusal,
    )
