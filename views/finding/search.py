"""Find words in what one may see."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.session import actor
from views.support.shown import downloads, recent
from workplan.extensions import db
from workplan.services.finding import nouns, search

bp = Blueprint("search", __name__)

LONGEST = 200


@bp.get("/search")
@login_required
def show() -> ResponseReturnValue:
    """Show what holds all the words, by kind, and the tasks with where in them they stand."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    found = search.find(db.session(), actor(), typed) if typed else []
    groups = nouns.find_nouns(db.session(), actor(), typed) if typed else []
    last = [] if typed else search.tasks_of(db.session(), actor(), recent.task_ids())
    return render_template(
        "search/show.html",
        typed=typed,
        found=found,
        groups=groups,
        last=last,
        is_admin=actor().is_admin,
    )


@bp.get("/search.csv")
@login_required
def table() -> Response:
    """Serve what was found as CSV, a line for each place."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    rows = (
        (f.task.title, f.task.code, f.task.name, kind, "".join(part for part, _ in parts))
        for f in search.find(db.session(), actor(), typed)
        for kind, parts in f.places
    )
    return downloads.table("found", ("Plan", "Code", "Task", "Found in", "Text"), rows)
