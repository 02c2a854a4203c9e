"""A calendar of a plan beside its own: added, changed, tried, retired and restored.

It is named in the address, since files give calendars any name.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import HiddenField, StringField

from models import Plan
from views.structure.plan_calendar import STALE, CalendarForm, ticked
from views.support.sent.forms import BaseForm, VersionField
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import moved
from workplan.calendars.hours import OFFICE_HOURS
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.dates.rescheduling import Move
from workplan.services.history.entry_fields import WEEK, week_said
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.services.structure import other_calendars, plan_calendar
from workplan.services.structure.plan_calendar import PlanDays

bp = Blueprint("other_calendars", __name__)


class OtherCalendarForm(CalendarForm):
    """Which days another calendar works: `named` is empty for a new one, which gets a name."""

    named = HiddenField()
    name = StringField("Name")


class RetirementForm(BaseForm):
    """Which calendar is retired or restored."""

    version = VersionField()
    named = HiddenField()
    act = HiddenField()


@bp.get("/plans/<slug>/settings/calendars")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show one of the other calendars, or the form for a new one."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_settings(standing)
    return _page(plan, standing, request.args.get("named", ""))


@bp.post("/plans/<slug>/settings/calendars")
@login_required
def save(slug: str) -> ResponseReturnValue:
    """Save a calendar, new or not, or show what it would move."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    form, status = OtherCalendarForm(), 422
    named = form.named.data or ""
    present = _days(plan, named)
    if form.validate():
        try:
            wanted = form.wanted(present)
            if previewing.is_asked():
                what = f"The calendar “{named}”" if named else "A new calendar"
                return previewing.page(
                    plan, None, what, lambda trial: _saved(trial, slug, form, named, wanted)
                )
            moves = _saved(changing(), slug, form, named, wanted)
        except StaleVersion as stale:
            form.version.data, status = stale.current, 409
            form.days.errors = [STALE]
        except InvalidInput as error:
            form.refuse(error, "days")
        else:
            said = f"The calendar “{named}” is saved. {moved(moves)}"
            if not named:
                said = "The calendar is added. Tasks are given it in their form, under “More”."
            flash(said)
            return redirect(url_for("plan_calendar.show", slug=slug))
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form)
    return _page(plan, standing, named, form), status


@bp.post("/plans/<slug>/settings/calendars/retirement")
@login_required
def retire(slug: str) -> ResponseReturnValue:
    """Retire a calendar, or restore it."""
    form = RetirementForm()
    is_retired, named = form.act.data == "retire", form.named.data or ""
    version = form.version.data or 0
    try:
        other_calendars.retire(changing(), slug, version, named, is_retired=is_retired)
    except StaleVersion:
        flash("Somebody changed the calendars meanwhile; they are shown as they stand now.")
    else:
        flash(f"The calendar “{named}” is {'retired' if is_retired else 'restored'}.")
    return redirect(url_for("plan_calendar.show", slug=slug))


def _saved(
    change: Change, slug: str, form: OtherCalendarForm, named: str, wanted: PlanDays
) -> list[Move]:
    version, reason = form.version.data, form.reason.data or ""
    if named:
        return other_calendars.save(change, slug, version, named, wanted, reason)
    return other_calendars.add(change, slug, version, form.name.data or "", wanted, reason)


def _days(plan: Plan, named: str) -> PlanDays:
    """Return the days of a calendar; a new one begins as the plan's own."""
    if not named:
        return plan_calendar.days_of(plan)
    return other_calendars.days_of(other_calendars.named(plan, named))


def _page(plan: Plan, standing: Standing, named: str, form: OtherCalendarForm | None = None) -> str:
    session, days, is_sent = db.session(), _days(plan, named), form is not None
    if form is None:
        data = {
            "version": plan_calendar.version_of(session, plan.id),
            "is_federal": days.is_federal,
            "hours": days.hours or OFFICE_HOURS.written(),
            "named": named,
        }
        form = OtherCalendarForm(formdata=None, data=data)
    return render_template(
        "plan_calendar/other.html",
        plan=plan,
        standing=standing,
        form=form,
        named=named,
        is_retired=bool(named) and other_calendars.named(plan, named).is_retired,
        runs=plan_calendar.runs_of(days),
        out=request.form.getlist("out") if is_sent else [],
        week=request.form.getlist("week") if is_sent else ticked(days.weekmask),
        names=WEEK,
        days=days,
        week_said=week_said(days.weekmask),
        may_change=plan.stage != "closed",
    )
