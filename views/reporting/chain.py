"""From given to accepted: the second page of a task, and its chain as CSV."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.reporting.ending_forms import EndingForm
from views.support.plan_days import day_in
from views.support.sent.typed import typed_at
from views.support.session import actor
from views.support.shown import downloads
from workplan.charts.task_line import draw
from workplan.extensions import db
from workplan.services.pages.chain.chains import CSV_HEADINGS, chain_of, csv_row
from workplan.services.people import rights

bp = Blueprint("chain", __name__)


@bp.get("/tasks/<int:task_id>/chain")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show what happened with a task, who had it and for how long, and what one may do now."""
    return page(task_id)


@bp.get("/tasks/<int:task_id>/chain.csv")
@login_required
def table(task_id: int) -> Response:
    """Serve the steps as CSV, with the working days that each took."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    found = chain_of(session, task, standing, day_in(session.get_one(Plan, task.plan_id)))
    return downloads.table(f"{task.code}-chain", CSV_HEADINGS, map(csv_row, found.steps))


def page(
    task_id: int,
    *,
    refusal: str = "",
    at: str = "",
    form: EndingForm | None = None,
) -> str:
    """Render the page; the views of what stands on it show their errors there too.

    Args:
        refusal: why something was not saved, shown in the box `at` with what was typed.
        form: by which the task is ended, with what was wrong.
    """
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    found = chain_of(session, task, standing, day_in(plan))
    return render_template(
        "chain/show.html",
        plan=plan,
        task=task,
        found=found,
        standing=standing,
        day=found.day,
        draw=draw,
        form=form or (EndingForm.of(session, plan, task) if found.acts.end else None),
        refusal=refusal,
        refused_at=at,
        typed=typed_at(at),
    )
