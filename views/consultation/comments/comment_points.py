"""The points of a comment: split off, let go, settled, opened again."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.consultation.comments.comment_forms import PlainForm, WordsForm
from views.consultation.comments.comment_pages import Done, changed, listed
from views.consultation.comments.point_forms import FilingForm, PointForm
from views.support.session import actor, changing
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.consultation import filing, points
from workplan.services.pages.comments import point_rows
from workplan.services.pages.comments.comment_rows import CommentRow
from workplan.services.pages.comments.point_rows import PointRow
from workplan.services.people import rights

bp = Blueprint("comment_points", __name__)


@bp.post("/plans/<slug>/comments/<int:number>/points")
@login_required
def split(slug: str, number: int) -> ResponseReturnValue:
    """Let words of a comment be a point of their own."""
    form = WordsForm()

    def save() -> None:
        points.split(changing(), slug, number, form.version.data, form.words.data or "")

    done = Done("These words are a point of their own now.", "points")
    return changed(slug, number, form, "words", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/letting-go")
@login_required
def join(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Let a point go that is not settled."""
    form = PlainForm()

    def save() -> None:
        points.join(changing(), slug, number, form.version.data, which)

    return changed(slug, number, form, "version", save, Done(f"Point {which} is gone.", "points"))


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/settlement")
@login_required
def settle(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Say what becomes of a point."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    form = PointForm.sent(session, plan, *_point(plan, number, which))

    def save() -> None:
        wanted = form.wanted(session, plan)
        points.settle(changing(), slug, number, form.version.data, which, wanted)

    done = Done(f"Point {which} is settled.", f"point-{which}", which)
    return changed(slug, number, form, "answer", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/filing")
@login_required
def file(slug: str, number: int, which: int) -> ResponseReturnValue:
    """File a point under an objective and a line of effort, and settle nothing."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    form = FilingForm.filing(session, plan, _point(plan, number, which)[1])

    def save() -> None:
        filing.file(changing(), slug, number, form.version.data, which, form.filed())

    done = Done(f"Point {which} is filed.", f"point-{which}", which)
    return changed(slug, number, form, "under_objective", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/reopening")
@login_required
def reopen(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Let a settled point be open again."""
    form = PlainForm()

    def save() -> None:
        points.reopen(changing(), slug, number, form.version.data, which)

    done = Done(f"Point {which} is open again.", f"point-{which}", which)
    return changed(slug, number, form, "version", save, done)


def _point(plan: Plan, number: int, which: int) -> tuple[CommentRow, PointRow]:
    row = listed(plan, number)
    found = point_rows.points_of(db.session(), [row.id])[row.id]
    point = next((one for one in found if one.number == which), None)
    if point is None:
        raise NotFound(f"{row.reference} has no point {which}.")
    return row, point
