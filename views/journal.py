"""The journal of a plan: who changed what, when, why, and what it moved."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.session import actor
from workplan.extensions import db
from workplan.services import access
from workplan.services.journal_pages import page_of

bp = Blueprint("journal", __name__)


@bp.get("/plans/<slug>/journal")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show a page of the plan's changes, newest first; a lead reads those of the own tasks."""
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    access.require_journal(standing)
    older_than = request.args.get("before", type=int)
    part_of = request.args.get("of", type=int)
    return render_template(
        "journal/show.html",
        plan=plan,
        standing=standing,
        older_than=older_than,
        part_of=part_of,
        found=page_of(session, standing, older_than, part_of),
    )
