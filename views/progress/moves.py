"""Why dates moved between two days."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.support.plan_days import today_in
from views.support.sent import asked
from views.support.session import actor
from views.support.shown import downloads
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.paging import pages_of
from workplan.services.history.date_moves import moves_between
from workplan.services.history.end_moves import end_between
from workplan.services.people import rights
from workplan.services.structure.baseline import chart_baselines

bp = Blueprint("moves", __name__)

A_PAGE = 50
WEEK = timedelta(days=7)
LISTED = (
    "Task",
    "Finish was",
    "Finish is",
    "Moved by working days",
    "Share",
    "Because",
    "Who",
    "On",
    "Entry",
    "Way",
)


@bp.get("/plans/<slug>/moves")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the tasks whose finish moved between two days, the largest move first."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    first, last = _days(plan)
    moves = moves_between(session, plan, first, last, asked.number("task"))
    end = end_between(session, plan, first, last)
    if end is not None and end.before is None:
        end = None  # The plan is younger than the first day: nothing of its end moved.
    of_end = next((move for move in moves if end and move.task_id == end.after.task_id), None)
    pages = pages_of(len(moves), A_PAGE)
    page = min(asked.page(request.args.get("page", "")), pages)
    return render_template(
        "moves/show.html",
        plan=plan,
        standing=standing,
        first=first,
        last=last,
        baselines=chart_baselines.standing(session, plan.id),
        end=end,
        today=today_in(plan),
        week=WEEK,
        total=len(moves),
        of_end=of_end,
        moves=moves[(page - 1) * A_PAGE : page * A_PAGE],
        page=page,
        pages_count=pages,
    )


@bp.get("/plans/<slug>/moves.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the moves as CSV, a line for each share of each."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    first, last = _days(plan)
    rows = (
        (
            move.name,
            move.before,
            move.after,
            move.days,
            share.days,
            share.said,
            share.actor,
            share.on_day,
            share.seq,
            ", then ".join(share.path),
        )
        for move in moves_between(session, plan, first, last)
        for share in move.shares
    )
    return downloads.table(f"{slug}-moves-{first}-{last}", LISTED, rows)


def _days(plan: Plan) -> tuple[date, date]:
    """Return the two days of the address, or else the last week up to today.

    Raises:
        InvalidInput: for what is no day, and for days in the wrong order.
    """
    last = asked.day("until") or today_in(plan)
    # A week before the first day that there is, is that day.
    first = asked.day("since") or last - min(WEEK, last - date.min)
    if first > last:
        raise InvalidInput(
            "since", f"{first} lies after {last}. Give an earlier day to start from."
        )
    return first, last
