"""Tasks: the list of a plan, and the page of one; `task_structure` changes them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.structure.dependency_forms import DependencyForm, LinkForm
from views.support.plan_days import day_in
from views.support.sent.typed import typed_at
from views.support.session import actor
from views.support.shown import columns, downloads, filters, recent
from views.support.shown.columns import Columned
from workplan.charts.task_line import draw
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.finding import saved_views
from workplan.services.finding.conditions import Condition
from workplan.services.finding.list_columns import COLUMNS, CSV_HEADINGS, csv_row
from workplan.services.finding.task_lists import all_of, choices, page_of
from workplan.services.history import taken_back
from workplan.services.pages.task.neighbours import Neighbour
from workplan.services.pages.task.task_actions import desk_of
from workplan.services.pages.task.task_lines import line_of
from workplan.services.pages.task.task_pages import task_page
from workplan.services.pages.task.task_streams import SHOWN, stream_of
from workplan.services.people import rights
from workplan.services.structure.task import removals
from workplan.services.structure.task.dependencies import DependencyFields

bp = Blueprint("tasks", __name__)
CHOICE = Columned(
    "tasks",
    tuple((column.cell, column.heading) for column in COLUMNS),
    fixed=(COLUMNS[0].cell,),
    usual=tuple(column.cell for column in COLUMNS if column.is_usual),
)


@bp.get("/plans/<slug>/tasks")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List a plan's tasks; the filter and the columns live in the address."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    if request.args.get("view") == "sheet":
        kept = [pair for pair in columns.others() if pair[0] not in ("view", "page")]
        return redirect(filters.address(kept, url_for("sheet.show", slug=slug)))
    if (elsewhere := columns.led_on(CHOICE)) is not None:
        return elsewhere
    chosen = columns.shown(CHOICE)
    day, wanted, refusal = day_in(plan), filters.task_filter(), ""
    shown = wanted
    try:
        found = page_of(session, standing, wanted, day)
    except InvalidInput as error:
        # The rest of the filter holds, and what was typed stays to be mended.
        refusal = error.message
        shown = replace(wanted, conditions=())
        found = page_of(session, standing, shown, day)
    agencies, initiatives = choices(session, plan.id)
    page = render_template(
        "tasks/index.html",
        plan=plan,
        standing=standing,
        day=day,
        wanted=wanted,
        refusal=refusal,
        found=found,
        columns=[column for column in COLUMNS if column.cell in chosen],
        choice=CHOICE,
        chosen=chosen,
        said=filters.in_words(shown, agencies, initiatives),
        chips=filters.chips(shown, agencies, initiatives),
        agencies=agencies,
        initiatives=initiatives,
        views=saved_views.views_of(session, standing),
        options=filters.options,
        blank_rows=(Condition("", "is"),) * 2,
        kept_query=filters.kept(request.query_string.decode()),
    )
    return page, 422 if refusal else 200


@bp.get("/plans/<slug>/tasks.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the list that a filter means as CSV, which no workbook takes for formulas."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    day = day_in(plan)
    found = all_of(session, standing, filters.task_filter(), day)
    return downloads.table(f"{slug}-tasks", CSV_HEADINGS, map(csv_row, found))


@bp.get("/tasks/<int:task_id>")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show one task: its facts, why its dates are what they are, and what was said."""
    shown = page(task_id)
    recent.opened(task_id)
    return shown


def page(
    task_id: int,
    form: DependencyForm | None = None,
    *,
    refusal: str = "",
    at: str = "",
    link: tuple[int, LinkForm] | None = None,
) -> str:
    """Render a task's page; the views of what stands on it show their errors there too.

    Args:
        refusal: why something was not saved, shown in the section `at` with what was typed.
        link: a dependency whose change is refused, with its form.
    """
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    found = task_page(session, task, standing)
    may_link = standing.may_change_structure and task.removed_at is None
    is_open = found.plan.stage != "closed" and task.removed_at is None
    day = day_in(found.plan)
    desk = desk_of(session, task, standing, day, is_open=is_open)
    changes = found.entries if standing.may_read_journal else None
    asked = "all" if at else request.args.get("stream", "all")
    links = (
        {d.id: LinkForm.of(found.plan, _decided(d), d.id) for d in found.before} if may_link else {}
    )
    if link is not None:
        links |= dict([link])
    return render_template(
        "tasks/show.html",
        plan=found.plan,
        task=task,
        found=found,
        taken_back=taken_back.among(session, [entry for entry, _ in found.history]),
        standing=standing,
        links=links,
        form=form or (DependencyForm.for_task(session, task) if may_link else None),
        desk=desk,
        stream=stream_of(asked, found.reports, desk.threads, changes),
        most=SHOWN,
        line=line_of(task, found.baseline and found.baseline[1:], day),
        draw=draw,
        day=day,
        removable=may_link
        and removals.is_told_free(found.plan, (entry for entry, _ in found.history), day.today),
        refusal=refusal,
        refused_at=at,
        typed=typed_at(at),
    )


def _decided(link: Neighbour) -> DependencyFields:
    lag = link.lag_days, link.is_elapsed, link.lag_parts
    return DependencyFields(link.task_id, link.type, *lag)
