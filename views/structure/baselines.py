"""The baselines of a plan: frozen, named, chosen for charts, retired, and compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from models import Plan
from views.support.sent import asked
from views.support.sent.forms import BaseForm, TextField, VersionField
from views.support.session import actor, changing
from views.support.shown import downloads
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.structure.baseline import baseline_comparisons, baselines, chart_baselines
from workplan.services.structure.baseline.baseline_comparisons import KINDS, TODAY, Comparison
from workplan.services.structure.baseline.baselines import Grounds
from workplan.services.structure.baseline.slippage import GROUPS, slippage

bp = Blueprint("baselines", __name__)

LISTED = (
    "What",
    "Code",
    "Task",
    "Start was",
    "Finish was",
    "Working days were",
    "Start is",
    "Finish is",
    "Working days are",
    "Start moves (working days)",
    "Finish moves (working days)",
)
STALE = "Somebody changed it meanwhile; the list shows how it stands now. Look, and choose again."


class FreezeForm(BaseForm):
    """Under which name a plan is frozen, why, and who approved it."""

    name = StringField("Name", [InputRequired("Give the baseline a name.")])
    reason = TextField("Why")
    approved_by = StringField("Approved by")
    is_charted = BooleanField("Charts compare with it from now on", default=True)


class RowForm(BaseForm):
    """The version of a baseline that a button stood beside, and a new name for it."""

    version = VersionField()
    name = StringField("New name")


@bp.get("/plans/<slug>/baselines")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the baselines of a plan."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    return _page(plan, standing)


@bp.post("/plans/<slug>/baselines")
@login_required
def freeze(slug: str) -> ResponseReturnValue:
    """Freeze the plan as it stands."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_structure(db.session(), standing)
    form = FreezeForm()
    if form.validate():
        grounds = Grounds(
            form.reason.data or "",
            (form.approved_by.data or "").strip(),
            bool(form.is_charted.data),
        )
        name = (form.name.data or "").strip()
        try:
            baselines.freeze(changing(), slug, name, grounds)
        except InvalidInput as error:
            form.refuse(error, "name")
        else:
            flash(f"“{name}” is frozen.")
            return redirect(url_for("baselines.index", slug=slug))
    db.session.rollback()
    return _page(plan, standing, form), 422


@bp.post("/baselines/<int:baseline_id>/name")
@login_required
def rename(baseline_id: int) -> ResponseReturnValue:
    """Give a baseline another name."""
    name = (RowForm().name.data or "").strip()

    def save(version: int) -> None:
        baselines.rename(changing(), baseline_id, version, name)

    return _changed(baseline_id, save, f"The baseline is called “{name}” now.")


@bp.post("/baselines/<int:baseline_id>/retirement")
@login_required
def retire(baseline_id: int) -> ResponseReturnValue:
    """Take a baseline out of what is offered; it is kept."""
    return _changed(
        baseline_id,
        lambda version: baselines.retire(changing(), baseline_id, version),
        "The baseline is retired. It stays in this list.",
    )


@bp.post("/baselines/<int:baseline_id>/restoration")
@login_required
def restore(baseline_id: int) -> ResponseReturnValue:
    """Offer a retired baseline again."""
    return _changed(
        baseline_id,
        lambda version: baselines.restore(changing(), baseline_id, version),
        "The baseline is offered again.",
    )


@bp.post("/baselines/<int:baseline_id>/charts")
@login_required
def chart(baseline_id: int) -> ResponseReturnValue:
    """Let charts compare with a baseline from now on."""
    return _changed(
        baseline_id,
        lambda version: baselines.chart(changing(), baseline_id, version),
        "Charts, pages and files compare with it from now on.",
    )


@bp.get("/plans/<slug>/baselines/compare")
@login_required
def compare(slug: str) -> ResponseReturnValue:
    """Show what differs between two baselines, or between one and the plan today."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    found = _compared(plan, asked.page(request.args.get("page", "")))
    by = request.args.get("by", "").strip() or "effort"
    return render_template(
        "baselines/compare.html",
        plan=plan,
        standing=standing,
        found=found,
        kinds=KINDS,
        address=_address(found),
        by=by,
        groups=GROUPS,
        slipped=slippage(session, plan, found.sides, by),
        listed=chart_baselines.listed(session, plan.id),
    )


@bp.get("/plans/<slug>/baselines/compare.csv")
@login_required
def table(slug: str) -> Response:
    """Serve a comparison as CSV, all of it."""
    plan, _ = rights.plan_for(db.session(), actor(), slug)
    found = _compared(plan, None)
    rows = (
        (
            " and ".join(one.kinds),
            one.row.code,
            one.row.name,
            one.row.start_before,
            one.row.finish_before,
            one.row.days_before,
            one.row.start_after,
            one.row.finish_after,
            one.row.days_after,
            one.start if one.row.start_before and one.row.start_after else None,
            one.finish if one.row.start_before and one.row.start_after else None,
        )
        for one in found.rows
    )
    ends = f"{found.before.id}-{found.after.id if found.after else TODAY}"
    return downloads.table(f"{slug}-baselines-{ends}", LISTED, rows)


def _compared(plan: Plan, page: int | None) -> Comparison:
    """Return the comparison that the address asks for; the charts' baseline with today unless."""
    session = db.session()
    before = asked.number("from")
    if before is None:
        charted = chart_baselines.charted(session, plan.id)
        if charted is None:
            raise InvalidInput(
                "from", "This plan has no baseline to compare with. Add one on its page."
            )
        before = charted.id
    to = request.args.get("to", TODAY).strip()
    after = None if to in ("", TODAY) else asked.number("to")
    kind = request.args.get("kind", "").strip()
    return baseline_comparisons.compare(session, plan, before, after, kind, page)


def _address(found: Comparison) -> dict[str, Any]:
    return {"from": found.before.id, "to": found.after.id if found.after else TODAY}


def _changed(baseline_id: int, save: Callable[[int], None], said: str) -> ResponseReturnValue:
    """Do one thing to a baseline and lead back to the list; or show the list with why not."""
    session = db.session()
    slug = baselines.slug_of(session, actor(), baseline_id)
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    try:
        save(RowForm().version.data)
    except StaleVersion:
        session.rollback()
        return _page(plan, standing, refusal=STALE), 409
    except InvalidInput as error:
        session.rollback()
        return _page(plan, standing, refusal=error.message), 422
    flash(said)
    return redirect(url_for("baselines.index", slug=plan.slug))


def _page(plan: Plan, standing: Standing, form: FreezeForm | None = None, refusal: str = "") -> str:
    session = db.session()
    listed = chart_baselines.listed(session, plan.id)
    return render_template(
        "baselines/index.html",
        plan=plan,
        standing=standing,
        listed=listed,
        charted=next((one for one in listed if one.is_charted), None),
        form=form or FreezeForm(formdata=None),
        refusal=refusal,
        may_change=standing.may_change_structure and plan.stage != "closed",
        today=TODAY,
    )
