"""The points of a comment: split off, let go, settled, opened again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.consultation.comment_forms import PlainForm, PointForm, WordsForm
from views.consultation.comment_pages import comment_page, listed, to_comment
from views.support.sent.forms import BaseForm
from views.support.session import actor, changing
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.consultation import points
from workplan.services.pages.lists import comment_rows
from workplan.services.pages.lists.comment_rows import PointRow
from workplan.services.people import rights

bp = Blueprint("comment_points", __name__)

STALE = "Somebody changed the comment meanwhile. Look at it again, then save."


@bp.post("/plans/<slug>/comments/<int:number>/points")
@login_required
def split(slug: str, number: int) -> ResponseReturnValue:
    """Let words of a comment be a point of their own."""
    form = WordsForm()

    def save() -> str:
        words = form.words.data or ""
        return f"point-{points.split(changing(), slug, number, form.version.data, words)}"

    return _changed(slug, number, form, save, "These words are a point of their own now.", "words")


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/letting-go")
@login_required
def join(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Let a point go that is not settled."""
    form = PlainForm()

    def save() -> str:
        points.join(changing(), slug, number, form.version.data, which)
        return "points"

    return _changed(slug, number, form, save, f"Point {which} is gone.", "version")


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/settlement")
@login_required
def settle(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Say what becomes of a point."""
    session = db.session()
    plan = _plan_to_change(slug)
    form = PointForm.sent(session, plan, _point(plan, number, which))

    def save() -> str:
        wanted = form.wanted(session, plan)
        points.settle(changing(), slug, number, form.version.data, which, wanted)
        return f"point-{which}"

    return _changed(slug, number, form, save, f"Point {which} is settled.", "answer", which)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/reopening")
@login_required
def reopen(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Let a settled point be open again."""
    form = PlainForm()

    def save() -> str:
        points.reopen(changing(), slug, number, form.version.data, which)
        return f"point-{which}"

    return _changed(slug, number, form, save, f"Point {which} is open again.", "version", which)


def _changed(
    slug: str,
    number: int,
    form: BaseForm,
    save: Callable[[], str],
    said: str,
    field: str,
    which: int = 0,
) -> ResponseReturnValue:
    """Do one thing to the points and lead back to the place that it names; or show why not."""
    plan, status = _plan_to_change(slug), 422
    listed(plan, number)
    if form.validate():
        try:
            place = save()
        except StaleVersion as stale:
            form[field].errors, status = [STALE], 409
            form["version"].data = stale.current
        except InvalidInput as error:
            form.refuse(error, field)
        else:
            flash(said)
            return to_comment(slug, number, place)
    db.session.rollback()
    return comment_page(slug, number, refused=form, at_point=which), status


def _plan_to_change(slug: str) -> Plan:
    return rights.plan_to_change(db.session(), actor(), slug)


def _point(plan: Plan, number: int, which: int) -> PointRow:
    row = listed(plan, number)
    found = comment_rows.points_of(db.session(), [row.id])[row.id]
    point = next((one for one in found if one.number == which), None)
    if point is None:
        raise NotFound(f"{row.reference} has no point {which}.")
    return point
