"""Who serves what: objectives by lead agency, each figure with its tasks; a page and CSV."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.plan_days import day_in
from views.support.session import actor
from views.support.shown import downloads
from workplan.extensions import db
from workplan.services.pages.lists import objective_lists
from workplan.services.pages.lists.objective_matrix import Cell, matrix_of
from workplan.services.people import rights

bp = Blueprint("serving", __name__)

HEADINGS = ("objective", "statement", "lead", "tasks", "done", "overdue", "will miss")


@bp.get("/plans/<slug>/objectives")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show which agency serves which objective, and what is late of it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    strays = objective_lists.coverage(session, plan.id).strays
    found = matrix_of(session, plan, day_in(plan), strays)
    return render_template("serving/show.html", plan=plan, standing=standing, found=found)


@bp.get("/plans/<slug>/objectives.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the figures as CSV: a line for each objective and lead agency, and one for both."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    found = matrix_of(session, plan, day_in(plan), 0)
    nothing = Cell(0, 0, 0, 0)
    rows = [
        (row.code, row.statement, agency.label, *row.cells[agency.id])
        for row in found.rows
        for agency in found.agencies
        if agency.id in row.cells
    ]
    rows += [(row.code, row.statement, "all", *(row.whole or nothing)) for row in found.rows]
    return downloads.table(f"{slug}-objectives", HEADINGS, rows)
