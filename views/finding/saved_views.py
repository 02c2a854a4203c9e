"""Keep the filter of a task list under a name, and take it away again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor, changing
from views.support.shown import filters
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.finding import saved_views
from workplan.services.people import rights

bp = Blueprint("saved_views", __name__)


@bp.post("/plans/<slug>/views")
@login_required
def save(slug: str) -> ResponseReturnValue:
    """Keep a filter; what is wrong with it is said above the list that it shows."""
    rights.plan_for(db.session(), actor(), slug)
    query = filters.kept(request.form.get("query", ""))
    name = request.form.get("name", "")
    is_shared = request.form.get("shared") == "1"
    try:
        saved_views.save(changing(), slug, name, query, is_shared=is_shared)
    except InvalidInput as error:
        flash(f"The view is not kept. {error.message}", "error")
    else:
        flash("The view is kept.")
    return redirect(f"{url_for('tasks.index', slug=slug)}?{query}")


@bp.post("/views/<int:view_id>/removal")
@login_required
def remove(view_id: int) -> ResponseReturnValue:
    """Take away a view of one's own."""
    slug = saved_views.remove(changing(), view_id)
    flash("The view is removed.")
    return redirect(url_for("tasks.index", slug=slug))
