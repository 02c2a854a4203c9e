"""The Gantt chart: in the page, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support import asked
from views.support.downloads import served
from views.support.session import actor
from workplan import clock
from workplan.charts import gantt_svg
from workplan.extensions import db
from workplan.services.pages.gantt_charts import GanttChart, chart_of, printed
from workplan.services.pages.gantts import Hrefs
from workplan.services.people import rights
from workplan.services.people.standing import Standing

bp = Blueprint("gantt", __name__)


@bp.get("/plans/<slug>/gantt")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the chart beside its table."""
    chart, standing = _chart(slug)
    return render_template(
        "gantt/show.html",
        plan=chart.plan,
        standing=standing,
        finding=chart.finding,
        found=chart.found,
        layout=chart.layout,
        chart=gantt_svg.draw(chart.layout),
        today=chart.day.today,
        scales=chart.scales,
    )


@bp.get("/plans/<slug>/gantt.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file: a picture of the page, or the whole plan on pages of paper."""
    from workplan.charts import style

    if kind == "pdf":
        session = db.session()
        plan, _ = rights.plan_for(session, actor(), slug)
        content = printed(session, plan, clock.now(), _hrefs(slug))
    else:
        content = _chart(slug)[0].drawn(db.session(), kind)
    return served(content, style.MIME[kind], f"{slug}-gantt.{kind}")


def _chart(slug: str) -> tuple[GanttChart, Standing]:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    hrefs = _hrefs(slug)
    page, scale = asked.page(request.args.get("page", "")), request.args.get("scale", "")
    return chart_of(session, plan, clock.now(), hrefs, page, scale), standing


def _hrefs(slug: str) -> Hrefs:
    return Hrefs(
        lambda task_id: f"/tasks/{task_id}",
        lambda code: url_for("tasks.index", slug=slug, initiative=code),
    )
