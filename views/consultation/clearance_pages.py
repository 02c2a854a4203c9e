"""The page of a plan's clearance, as it is shown and as it is shown again with what was wrong."""

from __future__ import annotations

from flask import render_template

from views.support.plan_days import day_in
from views.support.sent.typed import typed_at
from views.support.session import actor
from workplan.extensions import db
from workplan.services.coordination.rounds.answers import MOST_COMMENTS
from workplan.services.pages.text import clearances, sections
from workplan.services.people import rights


def clearance_page(slug: str, *, refusal: str = "", at: str = "") -> str:
    """Render the clearance of a plan.

    Args:
        refusal: what was wrong with what was sent.
        at: the form that it was sent from.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    page = clearances.page_of(session, actor(), plan, standing, day_in(plan))
    return render_template(
        "clearance/show.html",
        plan=plan,
        standing=standing,
        found=page.found,
        page=page,
        changed=page.changed,
        says_something=sections.says_something(session, plan.id),
        day=page.found.day,
        refusal=refusal,
        refused_at=at,
        typed=typed_at(at),
        most_comments=MOST_COMMENTS,
    )
