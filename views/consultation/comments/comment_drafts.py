"""Answers that agencies draft: asked for by the coordinator, written, settled by or sent back."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.consultation.comments.comment_forms import PlainForm
from views.consultation.comments.comment_pages import Done, changed
from views.consultation.comments.point_forms import AskForm, DraftForm, ReturnForm
from views.support.session import actor, changing
from workplan.extensions import db
from workplan.services.consultation.drafts import asking, drafting
from workplan.services.people import rights

bp = Blueprint("comment_drafts", __name__)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/draft/asking")
@login_required
def ask(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Ask an agency to draft the answer to a point."""
    session = db.session()
    form = AskForm.asking(session, rights.plan_to_change(session, actor(), slug), which)

    def save() -> None:
        asking.ask(changing(), slug, number, form.version.data, which, form.wanted())

    done = Done("The agency is asked, and told by mail.", f"point-{which}", which)
    return changed(slug, number, form, "agency", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/draft/dropping")
@login_required
def drop(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Ask nobody for the draft any more."""
    form = PlainForm()

    def save() -> None:
        asking.drop(changing(), slug, number, form.version.data, which)

    done = Done("Nobody is asked for the draft any more.", f"point-{which}", which)
    return changed(slug, number, form, "version", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/draft/sending-back")
@login_required
def send_back(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Send a draft back to the agency."""
    form = ReturnForm()
    form.name_by(which)

    def save() -> None:
        why = form.why.data or ""
        drafting.send_back(changing(), slug, number, form.version.data, which, why)

    done = Done("The draft is sent back, with the reason.", f"point-{which}", which)
    return changed(slug, number, form, "why", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/points/<int:which>/draft")
@login_required
def write(slug: str, number: int, which: int) -> ResponseReturnValue:
    """Draft the answer to a point, for the agency that is asked."""
    session = db.session()
    form = DraftForm.drafted(which)
    plan = drafting.require_lead(session, actor(), slug, number)

    def save() -> None:
        wanted = form.wanted(session, plan)
        drafting.write(changing(), slug, number, form.version.data, which, wanted)

    done = Done("The draft is with the coordinator.", f"point-{which}", which)
    return changed(slug, number, form, "answer", save, done, by_agency=True)
