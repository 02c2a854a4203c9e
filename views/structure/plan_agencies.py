"""The agencies of a plan, among its settings: added by hand, dropped when nothing holds them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms.validators import InputRequired

from views.support.sent import agency_choices
from views.support.sent.forms import BaseForm, ChoiceField
from views.support.session import actor, changing
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.pages.lists import plan_agency_lists
from workplan.services.people import rights
from workplan.services.structure import agencies_of_plans

bp = Blueprint("plan_agencies", __name__)


class AgencyForm(BaseForm):
    """An agency that takes part from now on."""

    agency = ChoiceField("Agency", validators=[InputRequired("Choose an agency.")])

    @classmethod
    def in_plan(cls, plan_id: int) -> AgencyForm:
        """Return the form with the agencies that do not take part."""
        form = cls()
        form.agency.offer([("", "Choose"), *agency_choices.others(db.session(), plan_id)])
        return form


@bp.get("/plans/<slug>/settings/agencies")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the agencies of a plan, with what each does there and who gets its mail."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/agencies")
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Let an agency take part before anything names it."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form = AgencyForm.in_plan(plan.id)
    if form.validate():
        try:
            label = agencies_of_plans.add(changing(), slug, form.agency.data or "")
        except InvalidInput as error:
            form.refuse(error, "agency")
        else:
            flash(f"{label} takes part in this plan. Add a member who speaks for it.")
            return redirect(url_for("plan_agencies.index", slug=slug))
    db.session.rollback()
    return _page(slug, form), 422


@bp.post("/plans/<slug>/settings/agencies/<int:agency_id>/removal")
@login_required
def drop(slug: str, agency_id: int) -> ResponseReturnValue:
    """Drop an agency that has nothing to do in a plan."""
    try:
        label = agencies_of_plans.drop(changing(), slug, agency_id)
    except InvalidInput as error:
        db.session.rollback()
        return _page(slug, refusal=error.message), 422
    flash(f"{label} takes no part in this plan any more.")
    return redirect(url_for("plan_agencies.index", slug=slug))


def _page(slug: str, form: AgencyForm | None = None, refusal: str = "") -> str:
    """Render the list; why an agency was not dropped stands above it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_members(standing)
    return render_template(
        "plan_agencies/index.html",
        plan=plan,
        standing=standing,
        is_open=plan.stage != "closed",
        agencies=plan_agency_lists.agencies(session, plan.id),
        form=form or AgencyForm.in_plan(plan.id),
        refusal=refusal,
    )
