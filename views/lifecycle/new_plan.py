"""A new plan, from nothing: the ways to begin, and four steps, each kept when it is left."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.lifecycle import plan_forms
from views.lifecycle.plan_forms import PlanForm
from views.support.sent import sent_text
from views.support.sent.asked import row_id
from views.support.sent.forms import ChoiceField, DayField
from views.support.session import actor, changing, settings
from views.support.shown.presenting import moved
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.lifecycle import founding, plan_changes
from workplan.services.lifecycle.founding import NewPlan
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.pages import drafts
from workplan.services.people import founders, house_rights, rights
from workplan.services.tasks.directive.directive_columns import DirectiveFields

bp = Blueprint("new_plan", __name__)

FEDERAL = ("", "Monday to Friday, without federal holidays")
STALE = "Somebody changed the plan meanwhile. Look at it, then save again to replace it."


class FoundingForm(PlanForm):
    """The first step: what the plan is called, what it carries out, and when it starts."""

    start_on = DayField("Start of the plan", [InputRequired("Give the day on which it starts.")])
    directive_id = ChoiceField("Directive")
    citation = StringField("Citation", [Length(max=200)])
    directive_title = StringField("Title of the directive", [Length(max=200)])
    signed_on = DayField("Signed on")
    calendar_of = ChoiceField("Working days")
    coordinator = StringField("Coordinator", [Length(max=254)])

    @classmethod
    def of(cls, plan: Plan | None, *, is_sent: bool) -> FoundingForm:
        """Return the form with what can be chosen, as it was sent or as the plan has it.

        Args:
            plan: the draft that is changed; None for one that is founded.
        """
        form = cls() if is_sent else cls(formdata=None, data=_data(plan))
        form.offer_zones(plan.time_zone if plan else "")
        form.directive_id.offer(plan_forms.directives(plan.directive_id if plan else None))
        own = drafts.calendars_of(db.session(), actor())
        form.calendar_of.offer([FEDERAL, *((slug, f"As in {title}") for slug, title in own)])
        return form

    def founded(self) -> NewPlan:
        """Return what the person decided."""
        assert self.start_on.data is not None
        agencies = [number for one in request.form.getlist("agency") if (number := row_id(one))]
        return NewPlan(
            self.wanted(),
            self.start_on.data,
            row_id(self.directive_id.data or ""),
            self._new_directive(),
            tuple(agencies),
            self.calendar_of.data or "",
            self.coordinator.data or "",
        )

    def _new_directive(self) -> DirectiveFields | None:
        """Return the directive that is not in the list yet, if one is given.

        Raises:
            InvalidInput: for one without the day on which it was signed.
        """
        citation = (self.citation.data or "").strip()
        if not citation:
            return None
        if self.signed_on.data is None:
            raise InvalidInput("signed_on", "Give the day on which the directive was signed.")
        return DirectiveFields(citation, self.directive_title.data or "", self.signed_on.data)


@bp.get("/plans/new")
@login_required
def show() -> ResponseReturnValue:
    """Show the ways to begin a plan, and the drafts that were begun."""
    session = db.session()
    founders.require_founder(session, actor())
    coordinates = house_rights.coordinates(session, actor())
    return render_template(
        "new_plan/show.html",
        coordinates=coordinates,
        drafts=drafts.drafts_of(session, actor()),
        patterns=drafts.patterns_of(session, actor()) if coordinates else [],
    )


@bp.get("/plans/new/nothing")
@login_required
def begin() -> ResponseReturnValue:
    """Ask for what a plan needs to be founded."""
    founders.require_founder(db.session(), actor())
    form = FoundingForm.of(None, is_sent=False)
    directive = request.args.get("directive", "")
    if any(choice.value == directive for choice in form.directive_id.offered()):
        form.directive_id.data = directive
    return _first_step(None, form)


@bp.post("/plans/new/nothing")
@login_required
def found() -> ResponseReturnValue:
    """Found a plan; it is kept as a draft from then on."""
    founders.require_founder(db.session(), actor())
    form = FoundingForm.of(None, is_sent=True)
    if form.validate():
        try:
            plan = founding.found(changing(), form.founded())
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            return _founded(plan, form.coordinator.data or "")
    db.session.rollback()
    return _first_step(None, form), 422


@bp.get("/plans/<slug>/new/directive")
@login_required
def directive(slug: str) -> ResponseReturnValue:
    """Show the first step of a draft again."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    return _first_step(plan, FoundingForm.of(plan, is_sent=False))


@bp.post("/plans/<slug>/new/directive")
@login_required
def revise(slug: str) -> ResponseReturnValue:
    """Save the first step of a draft again."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status = FoundingForm.of(plan, is_sent=True), 422
    if form.validate():
        try:
            saved, moves = plan_changes.revise(changing(), slug, form.version.data, form.founded())
        except StaleVersion as stale:
            form.title.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            flash(f"The draft is saved. {moved(moves)}")
            return redirect(url_for("new_plan_steps.efforts", slug=saved.slug))
    db.session.rollback()
    plan, _ = rights.plan_for(db.session(), actor(), slug)
    return _first_step(plan, form), status


def _founded(plan: Plan, coordinator: str) -> ResponseReturnValue:
    """Lead to the next step, or where the founder is told what happens next."""
    named = coordinator.strip().lower()
    if named:
        flash(f"“{plan.title}” is founded. {named} coordinates it, and finds it under Plans.")
        if not house_rights.coordinates(db.session(), actor()):
            return redirect(url_for("new_plan.show"))
        return redirect(url_for("plans.index"))
    flash(f"“{plan.title}” is kept as a draft. You can leave now, and go on at any time.")
    if sent_text.kept_for(plan.directive_id):
        return redirect(url_for("directive_reading.show", slug=plan.slug))
    return redirect(url_for("new_plan_steps.efforts", slug=plan.slug))


def _first_step(plan: Plan | None, form: FoundingForm) -> str:
    session = db.session()
    chosen = {row_id(one) for one in request.form.getlist("agency")}
    parts = drafts.parts_of(session, plan.id if plan else None)
    return render_template(
        "new_plan/directive.html",
        plan=plan,
        form=form,
        agencies=[(part, part.is_in or part.id in chosen) for part in parts],
        names_coordinator=not house_rights.coordinates(session, actor()),
    )


def _data(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        zone = settings().time_zone
        return {"time_zone": zone, "start_on": clock.civil_date(clock.now(), zone)}
    fields = PlanFields.of(plan).columns()
    kept = {"version": plan.version, "start_on": plan.start_on}
    return {**fields, **kept, "directive_id": str(plan.directive_id or "")}
