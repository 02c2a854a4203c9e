"""The calendar of a plan: its week, the federal holidays, days of its own; tried, then saved."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from models import Plan
from views.support.plan_days import today_in
from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import moved
from workplan.calendars.federal import coming_holidays
from workplan.calendars.hours import OFFICE_HOURS
from workplan.calendars.written import read_days
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.history.entry_fields import WEEK, week_said
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.structure import other_calendars, plan_calendar
from workplan.services.structure.plan_calendar import PlanDays

bp = Blueprint("plan_calendar", __name__)

KINDS = (("off", "Days off"), ("worked", "Days worked, though they are off"))
HOLIDAYS = 11
"""How many federal holidays are shown: a year of them."""
STALE = (
    "Somebody changed this calendar while you were typing; it is shown as it stands now, with the "
    "days that you typed. Check it, and save again."
)


class CalendarForm(BaseForm):
    """Which days are worked; the week and the rows to take out are ticks that stand in no field."""

    version = VersionField()
    is_federal = BooleanField("Federal holidays are days off")
    kind = ChoiceField("They are", choices=KINDS, default="off")
    days = TextField("Days to add")
    hours = StringField("Hours of a day", [Length(max=600)])
    reason = StringField("Why you change it", [Length(max=500)])

    @classmethod
    def of(cls, days: PlanDays, version: int) -> CalendarForm:
        """Return the form with the calendar as it stands."""
        hours = days.hours or OFFICE_HOURS.written()
        data = {"version": version, "is_federal": days.is_federal, "hours": hours}
        return cls(formdata=None, data=data)

    def wanted(self, present: PlanDays) -> PlanDays:
        """Return the calendar that the person asks for.

        Raises:
            InvalidInput: when a line that they typed names no day, or nothing of it changes a day.
        """
        ticked = request.form.getlist("week")
        week = "".join("1" if name in ticked else "0" for name in WEEK)
        out = plan_calendar.days_in(present, request.form.getlist("out"))
        wanted = present.without(out)._replace(
            weekmask=week,
            is_federal=bool(self.is_federal.data),
            hours=plan_calendar.hours_typed(self.hours.data or ""),
        )
        typed = read_days(self.days.data or "")
        if not typed or "1" not in week:
            return wanted
        more = wanted.with_off if self.kind.data == "off" else wanted.with_worked
        after = more(typed)
        if after == wanted:
            state = "off" if self.kind.data == "off" else "worked"
            raise InvalidInput(
                "days", f"All of these days are {state} already. Give others, or remove the lines."
            )
        return after


@bp.get("/plans/<slug>/settings/calendar")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the calendar of a plan."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_settings(standing)
    return _page(plan, standing)


@bp.post("/plans/<slug>/settings/calendar")
@login_required
def change(slug: str) -> ResponseReturnValue:
    """Save a calendar, or show what it would move."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    form, status = CalendarForm(), 422
    if form.validate():
        try:
            wanted = form.wanted(plan_calendar.days_of(plan))
            if previewing.is_asked():
                return previewing.page(
                    plan,
                    None,
                    "The calendar",
                    lambda trial: plan_calendar.change(trial, slug, form.version.data, wanted),
                )
            moves = plan_calendar.change(
                changing(), slug, form.version.data, wanted, form.reason.data or ""
            )
        except StaleVersion as stale:
            form.version.data, status = stale.current, 409
            form.days.errors = [STALE]
        except InvalidInput as error:
            form.refuse(error, "days")
        else:
            flash(f"The calendar is saved. {moved(moves)}")
            return redirect(url_for("plan_calendar.show", slug=slug))
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form)
    return _page(plan, standing, form), status


def _page(plan: Plan, standing: Standing, form: CalendarForm | None = None) -> str:
    session = db.session()
    days = plan_calendar.days_of(plan)
    today = today_in(plan)
    is_sent = form is not None
    week = request.form.getlist("week") if is_sent else ticked(days.weekmask)
    return render_template(
        "plan_calendar/show.html",
        plan=plan,
        standing=standing,
        form=form or CalendarForm.of(days, plan_calendar.version_of(session, plan.id)),
        days=days,
        runs=plan_calendar.runs_of(days),
        out=request.form.getlist("out") if is_sent else [],
        week=week,
        names=WEEK,
        week_said=week_said(days.weekmask),
        holidays=coming_holidays(today, HOLIDAYS),
        others=[
            (one, week_said(one.days.weekmask)) for one in other_calendars.listed(session, plan)
        ],
        may_change=plan.stage != "closed",
    )


def ticked(weekmask: str) -> list[str]:
    """Return the days of a week that are worked, as the form names them."""
    return [name for name, digit in zip(WEEK, weekmask, strict=True) if digit == "1"]
