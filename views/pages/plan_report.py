"""The report of a plan for its meeting, on a page and as a document."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor
from views.support.shown import downloads, papers
from workplan import clock
from workplan.extensions import db
from workplan.services.pages.reports.reports import report_of
from workplan.services.people import rights

bp = Blueprint("plan_report", __name__, url_prefix="/plans/<slug>")


@bp.get("/report")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the report of a plan as it stands."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    paper = report_of(session, plan, clock.now(), on_paper=False, with_tasks=False)
    return render_template("plan_report/show.html", plan=plan, standing=standing, paper=paper)


@bp.get("/report.<any(pdf, html, xlsx):form>")
@login_required
def document(slug: str, form: str) -> Response:
    """Serve the report as a document, with the tasks and their bars."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    paper = report_of(session, plan, clock.now(), on_paper=True)
    return downloads.served(*papers.written(paper, form), f"{slug}-report.{form}")
