"""The Gantt chart: in the page, beside the task that one looks at, and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.pages import gantt_address
from views.pages.gantt_forms import GestureForm
from views.support.asking import askable
from views.support.plan_days import day_in
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown import columns, filters, previewing
from views.support.shown.columns import Columned
from views.support.shown.downloads import served
from views.support.shown.presenting import moved
from workplan import clock
from workplan.charts.gantt import inline as gantt_svg
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.scheduling.explain import near_words
from workplan.services.changes import gestures
from workplan.services.changes.consequences import consequences
from workplan.services.changes.previews import Preview, preview
from workplan.services.dates.rescheduling import Move
from workplan.services.finding.conditions import Condition
from workplan.services.finding.task_lists import TaskFilter, choices
from workplan.services.pages.gantt import columns as gantt_columns
from workplan.services.pages.gantt import windows as gantts
from workplan.services.pages.gantt.charts import GanttChart, chart_of, finding_of
from workplan.services.pages.gantt.panels import Panel, panel_of
from workplan.services.pages.gantt.papers import printed
from workplan.services.pages.gantt.tasks import Hrefs
from workplan.services.pages.gantt.views import GanttView
from workplan.services.pages.gantt.windows import undated_of
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.services.structure.baseline import chart_baselines

bp = Blueprint("gantt", __name__)

CHOICE = Columned(
    "gantt", tuple((c.name, c.heading) for c in gantt_columns.COLUMNS), (), gantt_columns.USUAL
)
PARTS = {"panel": "gantt/_panel.html", "rows": "gantt/_rows.html"}
"""What a script asks for alone, to put into the page that it is on."""


@bp.get("/plans/<slug>/gantt")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the chart beside its table; with a task in the address, the task beside both."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    if "part" not in request.args and (elsewhere := columns.led_on(CHOICE)) is not None:
        return elsewhere
    return _page(plan, standing, asked.number("task"))


@bp.post("/tasks/<int:task_id>/gesture")
@login_required
@askable
def change(task_id: int) -> ResponseReturnValue:
    """Try what a gesture at a bar would do, or make that change; the address says which chart."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    rights.require_structure(session, standing)
    form, slug = GestureForm.of(task), plan.slug
    status = 422
    if form.validate():
        try:
            found = gestures.understood(session, task, form.gesture())
            version, reason = form.version.data, form.reason.data or ""

            def saved(change: Change) -> list[Move]:
                return gestures.save(change, task, version, found, reason)

            if previewing.is_asked():
                tried = preview(changing(), plan.id, saved)
                form.said, form.settled = found.said, found.settled
                return _page(plan, standing, task_id, form, tried)
            flash(f"{found.said}. {moved(saved(changing()), besides=task_id)}")
            return redirect(
                url_for("gantt.show", slug=plan.slug) + gantt_address.beside(task=task_id)
            )
        except StaleVersion:
            status = 409
            form.version.data = _version(task_id)
            form.refuse(InvalidInput("days", form.overtaken), "days")
        except InvalidInput as error:
            form.refuse(error, "days")
    session.rollback()
    plan, standing = rights.plan_for(session, actor(), slug)
    return make_response(_page(plan, standing, task_id, form), status)


@bp.get("/tasks/<int:task_id>/gesture")
@login_required
def back(task_id: int) -> ResponseReturnValue:
    """Lead back to the chart, from a page that a form was answered with."""
    session = db.session()
    task, _ = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    return redirect(url_for("gantt.show", slug=plan.slug) + gantt_address.beside().rstrip("?"))


@bp.get("/plans/<slug>/gantt.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file: a picture of the page, or the whole plan on pages of paper."""
    from workplan.charts import style

    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    if kind == "pdf":
        size, variant = request.args.get("paper", ""), request.args.get("variant", "")
        content = printed(session, plan, clock.now(), _hrefs(slug), size, variant)
    else:
        chart = chart_of(session, plan, clock.now(), _hrefs(slug), gantt_address.view())
        content = chart.drawn(session, kind)
    return served(content, style.MIME[kind], f"{slug}-gantt.{kind}")


def _page(
    plan: Plan,
    standing: Standing,
    task_id: int | None,
    form: GestureForm | None = None,
    tried: Preview | None = None,
) -> ResponseReturnValue:
    """Render the chart with a task beside it, or the part of both that a script asks for."""
    session = db.session()
    view, day = replace(gantt_address.view(), task_id=task_id), day_in(plan)
    baseline = view.charted(session, plan.id)
    panel = None
    if view.task_id is not None:
        panel = panel_of(session, plan, standing, day, view.task_id, baseline)
    chart, refusal = _charted(plan, view, panel, tried)
    chosen = columns.shown(CHOICE)
    shown = {
        "plan": plan,
        "day": day,
        "standing": standing,
        "found": chart.found,
        "rows_a_page": gantts.ROWS_A_PAGE,
        "layout": chart.layout,
        "panel": panel,
        "form": form or (GestureForm.of(panel.task) if panel and panel.meanings else None),
        "tried": tried,
        "led_to": consequences(tried) if tried else [],
        "columns": [c for c in gantt_columns.COLUMNS if c.name in chosen],
        "described": gantt_columns.described,
        "near": partial(near_words, today=day.today),
        "beside": gantt_address.beside,
        "refolded": gantt_address.refolded,
    }
    part = request.args.get("part", "")
    if part == "panel":
        if panel is None:
            raise NotFound("No task is named in the address.")
        return render_template(PARTS[part], overlays=gantt_svg.overlays(chart.layout), **shown)
    if part == "rows":
        return render_template(PARTS[part], slices=gantt_svg.slices(chart.layout), **shown)
    head, slices = gantt_svg.draw(chart.layout)
    tools = _tools(chart, view.wanted)
    page = render_template(
        "gantt/show.html", head=head, slices=slices, refusal=refusal, **shown, **tools
    )
    return (page, 422) if refusal else page


def _charted(
    plan: Plan, view: GanttView, panel: Panel | None, tried: Preview | None
) -> tuple[GanttChart, str]:
    """Return the chart, and why its conditions cannot be taken, if they cannot."""
    draw = partial(
        chart_of,
        db.session(),
        plan,
        clock.now(),
        _hrefs(plan.slug),
        chain=panel.chain_keys if panel else (),
        tried=_outlines(tried) if tried else None,
        is_laid_over="part" in request.args,
    )
    try:
        return draw(view), ""
    except InvalidInput as error:
        if not view.wanted.conditions:
            raise
        # The rest of the filter holds, and what was typed stays to be mended.
        bare = replace(view, wanted=replace(view.wanted, conditions=()))
        return draw(bare), error.message


def _version(task_id: int) -> int:
    """Return the version that a task has now, after somebody else changed it."""
    db.session.rollback()
    task, _ = rights.task_for(db.session(), actor(), task_id)
    return task.version


def _tools(chart: GanttChart, wanted: TaskFilter) -> dict[str, Any]:
    """Return what stands above the chart: its finding, and what one may choose."""
    session, plan = db.session(), chart.plan
    agencies, initiatives = choices(session, plan.id)
    counts = chart.counts(session)
    return {
        "finding": finding_of(counts),
        "counts": counts,
        "ends": chart.ending_on(session, counts.finish_on),
        "scales": chart.scales,
        "view": chart.view,
        "baselines": chart_baselines.standing(session, plan.id),
        "wanted": wanted,
        "chips": filters.chips(wanted, agencies, initiatives),
        "agencies": agencies,
        "initiatives": initiatives,
        "options": filters.options,
        "blank_rows": (Condition("", "is"),) * 2,
        "kept_fields": gantt_address.kept_besides_filter(),
        "choice": CHOICE,
        "chosen": columns.shown(CHOICE),
        "foldable": chart.found.efforts,
        "undated": undated_of(session, plan),
        "also": gantt_address.also,
        "critical_only": any(c.field == "critical" for c in wanted.conditions),
    }


def _outlines(tried: Preview) -> Mapping[str, tuple[date, date]]:
    return {
        f"t{task.id}": (task.after[0], task.after[1])
        for task in tried.moved
        if task.after[0] is not None and task.after[1] is not None and task.before != task.after
    }


def _hrefs(slug: str) -> Hrefs:
    return Hrefs(
        lambda task_id: gantt_address.beside(task=task_id),
        lambda code: url_for("tasks.index", slug=slug, initiative=code),
    )
