"""The grid in which tasks are tied to objectives: ticks, saved together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.plan_days import day_in
from views.support.sent import asked
from views.support.sent.asked import row_id
from views.support.session import actor, changing
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.pages.lists import objective_lists
from workplan.services.people import rights
from workplan.services.structure import objective_ties
from workplan.services.structure.objective_ties import Tie

bp = Blueprint("objective_ties", __name__)

TIE, WAS = "tie", "was"
"""The names of the ticks, and of what the page showed ticked: a task and an objective each."""


@bp.get("/plans/<slug>/settings/objectives/tasks")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show a page of the grid."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/objectives/tasks")
@login_required
def save(slug: str) -> ResponseReturnValue:
    """Make and cut the ties that were ticked otherwise than the page showed them."""
    now, was = (_ties(request.form.getlist(name)) for name in (TIE, WAS))
    reason = request.form.get("reason", "").strip()[:500]
    try:
        count = objective_ties.tie(changing(), slug, now - was, was - now, reason)
    except InvalidInput as error:
        db.session.rollback()
        return _page(slug, error.message), 422
    if count:
        flash(f"The ties of {plural(count, 'task')} are saved.")
    else:
        flash("Nothing was changed: the ties stood so already.", "info")
    return redirect(url_for("objective_ties.show", slug=slug, **_kept()))


def _page(slug: str, refusal: str = "") -> str:
    """Render a page of the grid; why nothing was saved stands above it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_members(standing)
    rows = objective_lists.objectives(session, plan, day_in(plan))
    only_strays = request.args.get("show") == "strays"
    page = asked.page(request.args.get("page", ""))
    return render_template(
        "objective_ties/show.html",
        plan=plan,
        standing=standing,
        is_open=plan.stage != "closed",
        objectives=[row for row in rows if not row.is_retired],
        grid=objective_lists.grid(session, plan, page, only_strays=only_strays),
        only_strays=only_strays,
        coverage=objective_lists.coverage(session, plan.id),
        refusal=refusal,
        kept=_kept(),
    )


def _kept() -> dict[str, Any]:
    """Return which part of the grid this address is about."""
    return {name: request.args[name] for name in ("show", "page") if name in request.args}


def _ties(sent: Iterable[str]) -> set[Tie]:
    """Return the ties that a form holds; what is none is left out."""
    found = set()
    for value in sent:
        task, _, objective = value.partition(".")
        numbers = row_id(task), row_id(objective)
        if numbers[0] is not None and numbers[1] is not None:
            found.add(Tie(numbers[0], numbers[1]))
    return found
