"""The trend of milestones: which finish was foreseen on which day; a page, a chart, CSV."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.support.plan_days import day_in
from views.support.session import actor
from views.support.shown import downloads
from views.support.shown.downloads import served
from workplan.charts import milestone_trend
from workplan.charts.milestone_trend import Line
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.history.milestone_trends import Trend, trends_of
from workplan.services.people import rights
from workplan.services.record import journal

bp = Blueprint("milestones", __name__)

HEADINGS = ("code", "name", "from", "finish foreseen")


@bp.get("/plans/<slug>/milestones")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show by how much what was foreseen for milestones moved."""
    plan, found = _found(slug)
    drawn = None
    if found:
        drawn = milestone_trend.draw(_lines(found), day_in(plan).today, finding_of(found))
    return render_template(
        "milestones/show.html",
        plan=plan,
        found=found,
        chart=drawn,
        finding=finding_of(found),
        drawn=milestone_trend.LINES,
    )


@bp.get("/plans/<slug>/milestones.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file."""
    from workplan.charts import style
    from workplan.charts.drawn.files import saved

    plan, found = _found(slug)
    if not found:
        raise NotFound("No milestone of this plan has a computed day, so there is nothing to save.")
    today = day_in(plan).today
    with style.drawing():
        content = saved(
            milestone_trend.drawn(_lines(found), today),
            finding_of(found),
            f"{plan.title}, as it stood on {day_words(today)}",
            journal.source_line(db.session()),
            kind,
        )
    return served(content, style.MIME[kind], f"{slug}-milestones-{today}.{kind}")


@bp.get("/plans/<slug>/milestones.csv")
@login_required
def table(slug: str) -> Response:
    """Serve what was foreseen for each milestone from which day on."""
    _, found = _found(slug)
    rows = (
        (one.stone.code, one.stone.name, on, finish) for one in found for on, finish in one.points
    )
    return downloads.table(f"{slug}-milestones", HEADINGS, rows)


def finding_of(found: Sequence[Trend]) -> str:
    """Return what the trends show, as a sentence."""
    if not found:
        return "No milestone has a computed day yet"
    later = sum(one.days > 0 for one in found)
    if not later:
        return "No milestone is foreseen later than at first"
    first = found[0]
    said = f"{later} of {len(found)} milestones {'is' if later == 1 else 'are'} later than at first"
    if first.days > 0:
        unit = "working day" if first.days == 1 else "working days"
        said += f"; {first.stone.code} by {first.days} {unit}"
    return said


def _lines(found: Sequence[Trend]) -> list[Line]:
    return [
        Line(one.stone.code, one.points, one.days > 0) for one in found[: milestone_trend.LINES]
    ]


def _found(slug: str) -> tuple[Plan, list[Trend]]:
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    return plan, trends_of(session, plan)
