"""The text of a plan: read as a whole, begun, added to, put in order, and saved as a document."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.consultation.text_forms import SectionForm
from views.support.plan_days import today_in
from views.support.sent.asked import whole
from views.support.session import actor, changing
from views.support.shown import downloads, papers
from workplan import clock
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.consultation.text import sections
from workplan.services.pages.text import papers as text_papers
from workplan.services.pages.text import sections as text_sections
from workplan.services.pages.text import versions as text_versions
from workplan.services.people import rights

bp = Blueprint("plan_text", __name__)


@bp.get("/plans/<slug>/text")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the whole text, with the sources behind its words and the tasks that carry it out."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    return render_template(
        "plan_text/show.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        text=text_sections.text_of(session, plan.id),
        versions=text_versions.versions_of(session, plan.id),
        may_change=standing.may_change_structure and plan.stage != "closed",
    )


@bp.post("/plans/<slug>/text")
@login_required
def start(slug: str) -> ResponseReturnValue:
    """Begin the text with the sections of the outline."""
    try:
        count = sections.start(changing(), slug)
    except InvalidInput as begun:
        flash(begun.message)
    else:
        flash(f"The text is begun with {count} sections. Open one and write.")
    return redirect(url_for("plan_text.show", slug=slug))


@bp.route("/plans/<slug>/text/sections/new", methods=["GET", "POST"])
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Show the form of a new section, and add it."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    form, status = SectionForm(), 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                number = sections.add(changing(), slug, form.wanted())
            except InvalidInput as error:
                form.refuse(error, "body")
            else:
                flash(f"Section “{form.heading.data}” is added.")
                return redirect(url_for("text_sections.show", slug=slug, number=number))
    session.rollback()
    _, standing = rights.plan_for(session, actor(), slug)
    page = render_template(
        "plan_text/edit.html", plan=plan, standing=standing, form=form, section=None, theirs=()
    )
    return page, status


@bp.post("/plans/<slug>/text/sections/<int:number>/place")
@login_required
def put(slug: str, number: int) -> ResponseReturnValue:
    """Put a section at another place."""
    sections.put(changing(), slug, number, whole(request.form.get("place", "")) or 1)
    flash("The order is saved.")
    return redirect(url_for("plan_text.show", slug=slug))


@bp.get("/plans/<slug>/text.<any(pdf, html):form>")
@login_required
def document(slug: str, form: str) -> Response:
    """Serve the plan as it stands as a document."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    paper = text_papers.paper_of_plan(session, plan, clock.now())
    return downloads.served(*papers.written(paper, form), f"{slug}-text.{form}")
