"""The day on which a plan starts, among its settings: moved, after a look at what moves with it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.support.sent.forms import BaseForm, DayField, VersionField
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.changes import plan_previews
from workplan.services.changes.plan_previews import PlanPreview
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import Move
from workplan.services.lifecycle import plan_changes
from workplan.services.people import rights
from workplan.services.record.change import Change

bp = Blueprint("plan_start", __name__)

STALE = "Somebody changed the plan meanwhile. Look at it again, then decide."


class StartForm(BaseForm):
    """The day on which the plan starts, and why."""

    version = VersionField()
    start_on = DayField("Start of the plan", [InputRequired("Give the day on which it starts.")])
    reason = StringField("Why", [Length(max=500)])


@bp.get("/plans/<slug>/settings/start")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the day on which the plan starts."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/start")
@login_required
def move(slug: str) -> ResponseReturnValue:
    """Let the plan start on another day, or show first what that would move."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status, found = StartForm(), 422, None
    if form.validate():
        version, start_on, reason = form.version.data, form.start_on.data, form.reason.data or ""
        assert isinstance(start_on, date)

        def save(change: Change) -> list[Move]:
            return plan_changes.move_start(change, slug, version, start_on, reason)

        try:
            if previewing.is_asked():
                found, status = plan_previews.preview(changing(), plan.id, save), 200
            else:
                flash(f"The start of the plan is saved. {moved(save(changing()))}")
                return redirect(url_for("plan_start.show", slug=slug))
        except StaleVersion as stale:
            form.start_on.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "start_on")
    db.session.rollback()
    return _page(slug, form, found), status


def _page(slug: str, form: StartForm | None = None, found: PlanPreview | None = None) -> str:
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_coordinator(standing)
    form = form or StartForm(formdata=None, data=_data(plan))
    return render_template(
        "plan_start/show.html",
        plan=plan,
        standing=standing,
        form=form,
        found=found,
        is_day_off=not calendar_of_plan(plan).is_working(plan.start_on),
        is_open=plan.stage != "closed" and plan.archived_at is None,
    )


def _data(plan: Plan) -> dict[str, object]:
    return {"version": plan.version, "start_on": plan.start_on}
