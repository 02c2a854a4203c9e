"""The burndown on any day: the page, the chart as a file, the figures as CSV."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.support import asked
from views.support.downloads import served
from views.support.plan_days import today_in
from views.support.session import actor
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.forecast.burndown import BurnDay, Burndown
from workplan.scheduling.explain import day_words
from workplan.services.pages.burndowns import burndown_of
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal

bp = Blueprint("burndown", __name__)


@bp.get("/plans/<slug>/burndown")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the chart, its finding and its table."""
    plan, standing, found = _found(slug)
    return render_template(
        "burndown/show.html", plan=plan, standing=standing, found=found, today=today_in(plan)
    )


@bp.get("/plans/<slug>/burndown.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file."""
    from workplan.charts import burndown_files, style

    plan, _, found = _found(slug)
    content = burndown_files.draw(found, plan.title, journal.source_line(db.session()), kind)
    return served(content, style.MIME[kind], f"{slug}-burndown-{found.as_of}.{kind}")


@bp.get("/plans/<slug>/burndown.csv")
@login_required
def figures(slug: str) -> Response:
    """Serve the figures: one line for each day on which something changed."""
    *_, found = _found(slug)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(BurnDay._fields)
    writer.writerows(found.days)
    return served(out.getvalue().encode(), "text/csv", f"{slug}-burndown-{found.as_of}.csv")


def _found(slug: str) -> tuple[Plan, Standing, Burndown]:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    as_of = _as_of(today_in(plan))
    return plan, standing, burndown_of(session, plan, as_of)


def _as_of(today: date) -> date:
    day = asked.day("as_of") or today
    if day > today:
        raise InvalidInput(
            "as_of",
            f"{day_words(day)} has not come yet. Give {day_words(today)} or an earlier day.",
        )
    return day
