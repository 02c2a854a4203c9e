"""The tasks of a plan as a sheet: shown, tried, and saved in one go."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.sheet import sheet_forms, sheet_walk
from views.support.asking import askable
from views.support.plan_days import day_in
from views.support.sent.asked import whole
from views.support.session import actor, changing
from views.support.shown import columns
from views.support.shown.columns import Columned
from views.support.shown.presenting import brief, moved, plural
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.sheet import pages, saving, telling, trying
from workplan.services.sheet.cells import HEADINGS, CellsRefused, Read, Typed
from workplan.services.sheet.saving import Saved
from workplan.services.sheet.trying import Tried

bp = Blueprint("sheet", __name__)
CHOICE = Columned(
    "sheet", (("code", HEADINGS["code"]), *telling.HEADINGS.items()), ("code",), ("code",)
)
"""The cells of a task always stand in its sheet; more can stand beside them."""


@bp.get("/plans/<slug>/tasks/sheet")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the tasks of a plan as a sheet."""
    plan = _plan(slug)
    if (elsewhere := columns.led_on(CHOICE)) is not None:
        return elsewhere
    begin = whole(request.args.get("from", "")) or 0
    page = pages.page_of(db.session(), plan, day_in(plan).today, begin, _more())
    return _rendered(plan, page)


@bp.post("/plans/<slug>/tasks/sheet")
@login_required
@askable
def save(slug: str) -> ResponseReturnValue:
    """Save a sheet, all rows or none; or only try it, and say what it means and would move."""
    plan = _plan(slug)
    is_trial = bool({"preview", "mend", "go"} & request.form.keys())
    own, refusal = sheet_forms.typed()
    at = sheet_walk.begin()
    segments = sheet_walk.held() | {at: own}
    typed = sheet_walk.together(segments)
    try:
        if not is_trial and not refusal:
            return _answer(slug, saving.save(changing(), slug, typed, _reason()))
    except CellsRefused:
        db.session.rollback()  # The trial tells them, beside what the rest would move.
        plan = _plan(slug)
    tried = trying.tried(changing(), plan, typed)
    if "json" in request.headers.get("Accept", ""):
        return jsonify(_live(tried))
    plan = _plan(slug)
    if "go" in request.form and not refusal:
        left = sheet_walk.put_away(segments, at)
        return _walked(plan, left, sheet_walk.on_the_way(left, at, whole(request.form["go"]) or 0))
    page = pages.redrawn(db.session(), plan, day_in(plan).today, own, tried, _more())
    is_fine = is_trial and not refusal
    return _rendered(plan, page, tried, refusal, segments, at), 200 if is_fine else 422


def _walked(plan: Plan, segments: sheet_walk.Segments, to: int) -> str:
    """Return another page of the sheet, with what was typed on it and on all others."""
    tried = trying.tried(changing(), plan, sheet_walk.together(segments))
    plan = _plan(plan.slug)
    today = day_in(plan).today
    if to in segments:
        page = pages.redrawn(db.session(), plan, today, segments[to], tried, _more())
    else:
        page = pages.page_of(db.session(), plan, today, to, _more())
    return _rendered(plan, page, tried if segments else None, "", segments, to)


def tried_page(slug: str, typed: Typed) -> str:
    """Return the sheet with rows that somebody wants, what they mean and what would move."""
    plan = _plan(slug)
    tried = trying.tried(changing(), plan, typed)
    plan = _plan(slug)
    page = pages.redrawn(db.session(), plan, day_in(plan).today, typed, tried)
    return _rendered(plan, page, tried)


def _plan(slug: str) -> Plan:
    return rights.plan_to_change(db.session(), actor(), slug)


def _more() -> list[str]:
    """Return the columns that stand beside the cells."""
    return [name for name in columns.shown(CHOICE) if name in telling.HEADINGS]


def _reason() -> str:
    return request.form.get("reason", "").strip()[:500]


def _rendered(
    plan: Plan,
    page: pages.SheetPage,
    tried: Tried | None = None,
    refusal: str = "",
    segments: sheet_walk.Segments | None = None,
    at: int = 0,
) -> str:
    return render_template(
        "sheet/show.html",
        plan=plan,
        page=page,
        held=sheet_walk.written(segments or {}, at),
        places=sheet_walk.places(segments or {}),
        tried=tried,
        refusal=refusal,
        headings=HEADINGS,
        more=[telling.HEADINGS[name] for name in _more()],
        choice=CHOICE,
        chosen=columns.shown(CHOICE),
        title=_title(page, tried),
        blank=pages.BLANK,
        typed=request.form,
    )


def _title(page: pages.SheetPage, tried: Tried | None) -> str:
    if tried is not None:
        return changes_said(tried.read)
    if not page.task_count:
        return "Write or paste the first tasks of the plan"
    efforts = f" in {plural(len(page.heads), 'line')} of effort" if page.heads else ""
    return f"{plural(page.task_count, 'task')}{efforts}, as a sheet"


def changes_said(read: Read) -> str:
    """Say how many rows are new and changed, and how many cells need another look."""
    touched = {key for key, _ in read.changed}
    new = sum(key.startswith("n") for key in touched)
    said = [
        f"{plural(new, 'new task')}" if new else "",
        f"{plural(len(touched) - new, 'task')} changed" if len(touched) > new else "",
    ]
    text = ", ".join(filter(None, said)) or "Nothing is changed yet"
    wrong = len({(problem.key, problem.column) for problem in read.problems})
    if not wrong:
        return text
    needs = "one cell needs" if wrong == 1 else f"{wrong} cells need"
    return f"{text}; {needs} another look"


def _answer(slug: str, saved: Saved) -> ResponseReturnValue:
    if not any(saved.counts.values()) and not saved.moves:
        flash("Nothing is changed: every row stands so already.")
        return redirect(url_for("sheet.show", slug=slug))
    said = ", ".join(
        f"{plural(saved.counts[what], 'task')} {what}"
        for what in ("added", "changed", "removed", "moved")
        if saved.counts.get(what)
    )
    flash(f"Saved together: {said or 'the offers'}. {moved(saved.moves)}")
    return redirect(url_for("sheet.show", slug=slug))


def _live(tried: Tried) -> dict[str, Any]:
    """Return what a page needs to follow what is typed."""
    read = tried.read
    rows: dict[str, dict[str, Any]] = {}
    for (key, column), words in read.words.items():
        rows.setdefault(key, {"cells": {}})["cells"][column] = {"said": words}
    for problem in read.problems:
        cell = rows.setdefault(problem.key, {"cells": {}})["cells"].setdefault(problem.column, {})
        cell.setdefault("wrong", problem.message)
        cell.setdefault("mendings", [list(one) for one in problem.mendings])
        if problem.theirs is not None:
            cell["theirs"] = problem.theirs
    for key, finish in tried.finishes.items():
        row = rows.setdefault(key, {"cells": {}})
        row["finish"] = brief(finish.on) if finish.on else ""
        row["late"] = finish.late_days
    for key, code in read.numbered.items():
        rows.setdefault(key, {"cells": {}})["number"] = code
    return {
        "title": changes_said(read),
        "rows": rows,
        "panel": render_template("sheet/_panel.html", tried=tried, headings=HEADINGS),
    }
