"""The forecast of a plan: the page, the chart as a file, the runs as CSV."""

from __future__ import annotations

import csv
from io import StringIO

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent import asked
from views.support.session import actor
from views.support.shown.downloads import served
from workplan import clock
from workplan.charts.forecast import inline
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.pages.forecast import words
from workplan.services.pages.forecast.pages import SURE, ForecastPage, page_of
from workplan.services.people import rights
from workplan.services.record import journal

bp = Blueprint("forecast", __name__)


@bp.get("/plans/<slug>/forecast")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show when the plan ends, which suspenses are kept, and what drives the end."""
    page = _page(slug)
    chart = page.chart()
    return render_template(
        "forecast/show.html",
        plan=page.plan,
        page=page,
        found=page.found,
        chart=inline.draw(chart, page.finding) if chart else None,
        step=chart.step if chart else 1,
        sure=SURE,
        say=words,
        share_bar=inline.share_bar,
        range_bar=inline.range_bar,
        state={} if page.seed == page.own_seed else {"seed": page.seed},
    )


@bp.get("/plans/<slug>/forecast.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file."""
    from workplan.charts import style
    from workplan.charts.forecast import files

    page = _page(slug)
    chart = page.chart()
    if page.found is None or chart is None:
        raise _nothing()
    subtitle = (
        f"{page.plan.title}, as it stood on {day_words(page.day.today)} · "
        f"{page.found.runs:,} runs, seed {page.seed}"
    )
    source = journal.source_line(db.session())
    content = files.draw(chart, page.finding, subtitle, source, kind)
    return served(content, style.MIME[kind], f"{slug}-forecast-{page.day.today}.{kind}")


@bp.get("/plans/<slug>/forecast.csv")
@login_required
def figures(slug: str) -> Response:
    """Serve how many runs end on each day."""
    page = _page(slug)
    if page.found is None:
        raise _nothing()
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(("end", "runs", "ended_by_then"))
    ended = 0
    for day, runs in page.found.ends:
        ended += runs
        writer.writerow((day, runs, f"{ended / page.found.runs:.4f}"))
    name = f"{slug}-forecast-{page.day.today}.csv"
    return served(out.getvalue().encode(), "text/csv", name)


def _page(slug: str) -> ForecastPage:
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    return page_of(session, plan, clock.now(), asked.number("seed"))


def _nothing() -> NotFound:
    return NotFound("Nothing is open in this plan, so there is no forecast of it to save.")
