"""What the public reads: which comments came, and what became of each point."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from views.support.plan_days import today_in
from views.support.sent import asked
from views.support.session import settings
from workplan import clock
from workplan.extensions import db
from workplan.services.delivery import reply_addresses
from workplan.services.pages.lists import comment_lists

bp = Blueprint("comment_register", __name__)


@bp.get("/register/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """Show the register of comments to anybody, where the plan shows it."""
    session = db.session()
    plan = comment_lists.plan_shown(session, slug)
    page = asked.page(request.args.get("page", ""))
    return render_template(
        "comments/register.html",
        plan=plan,
        today=today_in(plan),
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
        figures=comment_lists.figures_of(session, plan, clock.now()),
        register=comment_lists.register_of(session, plan.id, page),
    )
