"""The comments of a plan counted by how they came, age, disposition, what they are about."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_login import login_required

from views.support.session import actor
from workplan import clock
from workplan.extensions import db
from workplan.services.pages.comments import comment_lists, comment_tallies
from workplan.services.people import rights

bp = Blueprint("comment_counts", __name__)


@bp.get("/plans/<slug>/comments/counts")
@login_required
def show(slug: str) -> str:
    """Show the counts, each of which leads to its list."""
    session, now = db.session(), clock.now()
    plan, standing = rights.plan_for(session, actor(), slug)
    figures = comment_lists.figures_of(session, plan, now)
    return render_template(
        "comments/counts.html",
        plan=plan,
        standing=standing,
        figures=figures,
        waits=comment_lists.waiting_words(figures),
        tallies=comment_tallies.tallies(session, plan.id, now),
    )
