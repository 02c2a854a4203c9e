"""The journal of a plan: who changed what, when, why, and what it moved."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support import asked, downloads
from views.support.session import actor
from workplan.extensions import db
from workplan.services.history import taken_back
from workplan.services.pages.journal_pages import all_of, page_of
from workplan.services.people import rights

bp = Blueprint("journal", __name__)


@bp.get("/plans/<slug>/journal")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show a page of the plan's changes, newest first; a lead reads those of the own tasks."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_journal(standing)
    older_than = asked.number("before")
    part_of = asked.number("of")
    found = page_of(session, standing, older_than, part_of)
    return render_template(
        "journal/show.html",
        plan=plan,
        standing=standing,
        older_than=older_than,
        part_of=part_of,
        found=found,
        taken_back=taken_back.among(session, [line.entry for line in found.lines]),
    )


LISTED = ("Entry", "When (UTC)", "Who", "Door", "What", "About", "Before", "After", "Why", "Cause")


@bp.get("/plans/<slug>/journal.csv")
@login_required
def table(slug: str) -> Response:
    """Serve every entry that the person may read as CSV, dates that moved too."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_journal(standing)
    rows = (
        (
            record.entry.seq,
            record.entry.at.isoformat(timespec="seconds"),
            record.entry.actor_name,
            record.entry.door,
            record.said,
            record.subject,
            record.before,
            record.after,
            record.entry.reason,
            record.entry.cause_seq,
        )
        for record in all_of(session, standing)
    )
    return downloads.table(f"{plan.slug}-journal", LISTED, rows)
