"""The Gantt chart: in the page, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views import asked
from views.downloads import journal_source, served
from views.plan_days import today_in
from views.session import actor
from workplan.charts import gantt_svg
from workplan.charts.axis import PIXELS_A_DAY, Scale
from workplan.charts.gantt import GanttLayout, lay_out
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services import access
from workplan.services.access import Standing
from workplan.services.gantts import Gantt, Hrefs, gantt_of
from workplan.services.plan_calendars import calendar_of_plan

bp = Blueprint("gantt", __name__)


@bp.get("/plans/<slug>/gantt")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the chart beside its table."""
    plan, standing, found, layout = _laid_out(slug)
    return render_template(
        "gantt/show.html",
        plan=plan,
        standing=standing,
        found=found,
        layout=layout,
        chart=gantt_svg.draw(layout),
        today=today_in(plan),
        scales=tuple(PIXELS_A_DAY),
    )


@bp.get("/plans/<slug>/gantt.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file, drawn from the same geometry."""
    from workplan.charts import gantt_files, style

    plan, _, found, layout = _laid_out(slug)
    late = sum(t.is_late and not t.is_summary for t in found.tasks)
    open_tasks = sum(not t.is_summary and t.percent < 100 for t in found.tasks)
    content = gantt_files.draw(
        layout,
        f"{late} of {open_tasks} open tasks are computed to pass their suspense",
        f"{plan.title}, as of {day_words(today_in(plan))}",
        journal_source(),
        kind,
    )
    return served(content, style.MIME[kind], f"{slug}-gantt.{kind}")


def _laid_out(slug: str) -> tuple[Plan, Standing, Gantt, GanttLayout]:
    session = db.session()
    plan, standing = access.plan_for(session, actor(), slug)
    hrefs = Hrefs(
        lambda task_id: f"/tasks/{task_id}",
        lambda code: url_for("tasks.index", slug=slug, initiative=code),
    )
    found = gantt_of(session, plan, hrefs, asked.page(request.args.get("page", "")))
    layout = lay_out(
        found.tasks,
        found.links,
        _scale(found),
        today_in(plan),
        plan.status_on,
        calendar_of_plan(plan).is_working,
    )
    return plan, standing, found, layout


def _scale(found: Gantt) -> Scale:
    """Return the scale that is asked for, or one in which the plan takes two screens or so."""
    wanted = request.args.get("scale", "")
    if wanted:
        if wanted not in PIXELS_A_DAY:
            raise InvalidInput("scale", f"“{wanted}” is no scale. Use {', '.join(PIXELS_A_DAY)}.")
        return wanted
    if not found.tasks:
        return "week"
    first = min(task.start_on for task in found.tasks)
    days = (max(task.finish_on for task in found.tasks) - first).days
    widest: tuple[tuple[int, Scale], ...] = ((45, "day"), (220, "week"), (1100, "month"))
    return next((scale for limit, scale in widest if days <= limit), "quarter")
