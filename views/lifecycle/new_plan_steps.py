"""The further steps of a new plan: lines of effort, people, and a check of what is there."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.accounts.member_forms import AdditionForm
from views.accounts.members import added
from views.support.sent.forms import BaseForm, ChoiceField
from views.support.session import actor, changing
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.pages import drafts
from workplan.services.pages.lists import member_lists, plan_lineage
from workplan.services.people import agencies, rights
from workplan.services.structure import approval_gaps, lines_of_effort, reminder_rules
from workplan.services.structure.lines_of_effort import EffortFields

bp = Blueprint("new_plan_steps", __name__)


class EffortForm(BaseForm):
    """What a line of effort is called, and who leads it."""

    code = StringField("Number", [InputRequired("Give it a number, such as 3."), Length(max=40)])
    title = StringField("Title", [InputRequired("Give it a title."), Length(max=200)])
    agency = ChoiceField("Lead agency")

    @classmethod
    def with_agencies(cls, *, is_sent: bool = False) -> EffortForm:
        """Return the form with every agency to choose from."""
        form = cls() if is_sent else cls(formdata=None)
        form.agency.offer([("", "None yet"), *agencies.codes(db.session())])
        return form


@bp.get("/plans/<slug>/new/efforts")
@login_required
def efforts(slug: str) -> ResponseReturnValue:
    """Show the lines of effort of a draft, and a form for one more."""
    return _efforts(slug, EffortForm.with_agencies())


@bp.post("/plans/<slug>/new/efforts")
@login_required
def add_effort(slug: str) -> ResponseReturnValue:
    """Add a line of effort to a draft."""
    _draft(slug)
    form = EffortForm.with_agencies(is_sent=True)
    if form.validate():
        wanted = EffortFields(form.code.data or "", form.title.data or "", form.agency.data or None)
        try:
            lines_of_effort.add(changing(), slug, wanted)
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            flash(f"Line of effort “{wanted.title.strip()}” is added.")
            return redirect(url_for("new_plan_steps.efforts", slug=slug))
    db.session.rollback()
    return _efforts(slug, form), 422


@bp.get("/plans/<slug>/new/people")
@login_required
def people(slug: str) -> ResponseReturnValue:
    """Show who is in a draft, and a form for one more."""
    return _people(slug, AdditionForm.in_plan(_draft(slug).id))


@bp.post("/plans/<slug>/new/people")
@login_required
def add_member(slug: str) -> ResponseReturnValue:
    """Add somebody to a draft by their address; who has no account yet is invited."""
    form = AdditionForm.in_plan(_draft(slug).id)
    if form.validate():
        try:
            flash(*added(slug, form))
        except InvalidInput as error:
            form.refuse(error, "email")
        else:
            return redirect(url_for("new_plan_steps.people", slug=slug))
    db.session.rollback()
    return _people(slug, form), 422


@bp.get("/plans/<slug>/new/check")
@login_required
def check(slug: str) -> ResponseReturnValue:
    """Show what is decided, what is missing, and where to go on."""
    plan = _draft(slug)
    session = db.session()
    return render_template(
        "new_plan/check.html",
        plan=plan,
        directive=plan_lineage.lineage_of(session, plan).directive,
        efforts=drafts.efforts_in(session, plan.id),
        parts=[part for part in drafts.parts_of(session, plan.id) if part.is_in],
        members=member_lists.members(session, plan.id),
        rules=[rule for rule in reminder_rules.rules_of(session, [plan.id]) if rule.is_active],
        gaps=approval_gaps.gaps(session, plan),
        undecided=approval_gaps.undecided(session, plan),
    )


def _efforts(slug: str, form: EffortForm) -> str:
    plan = _draft(slug)
    found = drafts.efforts_in(db.session(), plan.id)
    if not form.code.raw_data:
        form.code.data = str(len(found) + 1)
    return render_template("new_plan/efforts.html", plan=plan, efforts=found, form=form)


def _people(slug: str, form: AdditionForm) -> str:
    plan = _draft(slug)
    found = member_lists.members(db.session(), plan.id)
    return render_template("new_plan/people.html", plan=plan, members=found, form=form)


def _draft(slug: str) -> Plan:
    return rights.plan_to_change(db.session(), actor(), slug)
