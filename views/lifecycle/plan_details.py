"""The details of a plan, among its settings: title, short name, note, marking, zone, mail tag."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.lifecycle.plan_forms import PlanForm
from views.support.session import actor, changing
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.lifecycle import plan_changes, short_names
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import rights

bp = Blueprint("plan_details", __name__)

STALE = "Somebody changed the plan meanwhile. Look at it above, then save again to replace it."


@bp.get("/plans/<slug>/settings/details")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show what the plan is called, and the rest that stands on the plan itself."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/details")
@login_required
def save(slug: str) -> ResponseReturnValue:
    """Save it, from the version that the person saw."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status = PlanForm(), 422
    form.offer_zones(plan.time_zone)
    if form.validate():
        try:
            saved = plan_changes.save_details(
                changing(), slug, form.version.data, form.wanted(), form.reason.data or ""
            )
        except StaleVersion as stale:
            form.title.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            flash("The details of the plan are saved. No date moved.")
            return redirect(url_for("plan_details.show", slug=saved.slug))
    db.session.rollback()
    return _page(slug, form), status


def _page(slug: str, form: PlanForm | None = None) -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_coordinator(standing)
    if form is None:
        data = {**PlanFields.of(plan).columns(), "version": plan.version}
        form = PlanForm(formdata=None, data=data)
        form.offer_zones(plan.time_zone)
    return render_template(
        "plan_details/show.html",
        plan=plan,
        standing=standing,
        form=form,
        former=short_names.former(session, plan.id),
        is_open=plan.stage != "closed" and plan.archived_at is None,
    )
