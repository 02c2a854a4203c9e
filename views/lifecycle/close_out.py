"""The close-out report of a plan, on a page and as a document."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor
from views.support.shown import downloads, papers
from workplan import clock
from workplan.extensions import db
from workplan.services.pages.closing import papers as closing_papers
from workplan.services.people import rights

bp = Blueprint("close_out", __name__, url_prefix="/plans/<slug>")


@bp.get("/close-out")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show what a plan came to; of one that is not closed, what it would say today."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    most = closing_papers.ON_A_PAGE
    report = closing_papers.report_of(session, plan, clock.now(), most)
    return render_template(
        "close_out/show.html",
        plan=plan,
        standing=standing,
        answer=report.answer,
        paper=report.paper,
    )


@bp.get("/close-out.<any(pdf, html):form>")
@login_required
def document(slug: str, form: str) -> Response:
    """Serve the report as a document."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    paper = closing_papers.report_of(session, plan, clock.now()).paper
    return downloads.served(*papers.written(paper, form), f"{slug}-close-out.{form}")
