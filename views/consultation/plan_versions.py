"""The versions of a plan: kept, read as documents, and set side by side."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.consultation.text_forms import KeepingForm
from views.support.sent.asked import row_id
from views.support.session import actor, changing
from views.support.shown import downloads, papers
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.consultation import approvals
from workplan.services.consultation.text import frozen, versions
from workplan.services.pages.text import papers as text_papers
from workplan.services.pages.text import versions as text_versions
from workplan.services.people import rights

bp = Blueprint("plan_versions", __name__, url_prefix="/plans/<slug>/versions")


@bp.route("", methods=["GET", "POST"])
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the versions, and keep the plan as it stands as the next one."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    form, status = KeepingForm(), 200
    if request.method == "POST":
        rights.require_structure(session, standing)
        status = 422
        if form.validate():
            try:
                number = versions.keep(
                    changing(), slug, form.name.data or "", form.reason.data or ""
                )
            except InvalidInput as error:
                form.refuse(error, "name")
            else:
                flash(f"Version {number} is kept: text, tasks and dates.")
                return redirect(url_for("plan_versions.show", slug=slug, number=number))
        session.rollback()
        plan, standing = rights.plan_for(session, actor(), slug)
    page = render_template(
        "plan_versions/index.html",
        plan=plan,
        standing=standing,
        form=form,
        versions=text_versions.versions_of(session, plan.id),
        may_change=standing.may_change_structure and plan.stage != "closed",
    )
    return page, status


@bp.get("/<int:number>")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show a version as it was kept, and that it still is so."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    version = versions.of_number(session, plan.id, number)
    return render_template(
        "plan_versions/show.html",
        plan=plan,
        standing=standing,
        kept=version,
        paper=text_papers.paper_of_version(session, plan, version),
        approved=approvals.approval_said(session, version),
        is_as_kept=versions.is_as_kept(session, version),
        versions=text_versions.versions_of(session, plan.id),
    )


@bp.get("/<int:number>/changes")
@login_required
def changes(slug: str, number: int) -> ResponseReturnValue:
    """Show what changed from a version to a later one, or to the plan as it stands."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    version = versions.of_number(session, plan.id, number)
    later = row_id(request.args.get("to", ""))
    content = (
        versions.of_number(session, plan.id, later).content
        if later
        else frozen.content_of(session, plan)
    )
    return render_template(
        "plan_versions/changes.html",
        plan=plan,
        standing=standing,
        kept=version,
        later=later,
        found=text_versions.changes(version.content, content),
        versions=text_versions.versions_of(session, plan.id),
        may_change=standing.may_change_structure and plan.stage != "closed" and not later,
    )


@bp.get("/<int:number>.<any(pdf, html, json):form>")
@login_required
def document(slug: str, number: int, form: str) -> Response:
    """Serve a version as a document; as JSON, exactly what its SHA-256 is of."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    version = versions.of_number(session, plan.id, number)
    name = f"{slug}-version-{number}.{form}"
    if form == "json":
        return downloads.served(frozen.packed(version.content), "application/json", name)
    paper = text_papers.paper_of_version(session, plan, version)
    return downloads.served(*papers.written(paper, form), name)
