"""A new plan as a copy of a plan or of a template, after a look at the days that it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms.validators import InputRequired

from models import Plan
from views.lifecycle import plan_forms
from views.lifecycle.plan_forms import PlanForm
from views.support.sent.asked import row_id
from views.support.sent.forms import ChoiceField, DayField
from views.support.session import actor, changing
from views.support.shown import previewing
from workplan import clock
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.lifecycle import copies
from workplan.services.lifecycle.carried_days import SHIFT, WAYS, CarriedDay
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.pages import drafts
from workplan.services.people import founders, rights

bp = Blueprint("plan_copies", __name__)

WAY = re.compile(r"way-(\d+)")
SHOWN = 200
"""How many carried days a page shows; the others follow the usual way."""


class CopyForm(PlanForm):
    """What the copy is called, what it carries out, when it starts, and what its days become."""

    start_on = DayField("Start of the plan", [InputRequired("Give the day on which it starts.")])
    directive_id = ChoiceField("Directive")
    usual = ChoiceField("Suspenses on a fixed date", choices=tuple(WAYS.items()), default=SHIFT)

    @classmethod
    def of(cls, source: Plan, *, is_sent: bool) -> CopyForm:
        """Return the form with what can be chosen, as it was sent or made from the source."""
        form = cls() if is_sent else cls(formdata=None, data=_data(source))
        form.offer_zones(source.time_zone)
        form.directive_id.offer(plan_forms.directives(source.directive_id))
        return form

    def copied(self) -> Copy:
        """Return what the person decided."""
        assert self.start_on.data is not None
        ways = {
            number: way
            for name, way in request.form.items()
            if way and (found := WAY.fullmatch(name)) and (number := row_id(found[1]))
        }
        directive_id = row_id(self.directive_id.data or "")
        return Copy(self.wanted(), self.start_on.data, directive_id, self.usual.data or SHIFT, ways)


@bp.get("/plans/new/copy")
@login_required
def new() -> ResponseReturnValue:
    """Ask which plan or template is copied; or show the form for the one that is named."""
    founders.require_founder(db.session(), actor())
    slug = request.args.get("of", "").strip()
    if not slug:
        patterns = drafts.patterns_of(db.session(), actor())
        return render_template("new_plan/choose.html", patterns=patterns)
    source, _ = rights.plan_for(db.session(), actor(), slug)
    form = CopyForm.of(source, is_sent=False)
    return _page(source, form, _days(source, form))


@bp.post("/plans/<slug>/copies")
@login_required
def copy(slug: str) -> ResponseReturnValue:
    """Make a plan of another one, or show the days that it would carry."""
    source, _ = rights.plan_for(db.session(), actor(), slug)
    founders.require_founder(db.session(), actor())
    form, days, status = CopyForm.of(source, is_sent=True), [], 422
    if form.validate():
        try:
            if not previewing.is_asked():
                made = copies.copy(changing(), slug, form.copied())
                flash(f"“{made.title}” is kept as a draft. You can leave now, and go on any time.")
                return redirect(url_for("new_plan_steps.efforts", slug=made.slug))
            days, status = copies.days_of_copy(db.session(), source, form.copied()), 200
        except InvalidInput as error:
            form.refuse(error, "title")
    db.session.rollback()
    source, _ = rights.plan_for(db.session(), actor(), slug)
    return _page(source, form, days), status


def _days(source: Plan, form: CopyForm) -> list[CarriedDay]:
    fields = PlanFields.of(source)
    wanted = Copy(fields, form.start_on.data or source.start_on, source.directive_id)
    try:
        return copies.days_of_copy(db.session(), source, wanted)
    except InvalidInput:
        # Some day would lie outside every calendar; who saves it so is told.
        return []


def _page(source: Plan, form: CopyForm, days: Sequence[CarriedDay]) -> str:
    return render_template(
        "new_plan/copy.html",
        source=source,
        form=form,
        days=days[:SHOWN],
        more=max(0, len(days) - SHOWN),
        off=sum(day.is_day_off for day in days),
        ways=WAYS,
        chosen=request.form,
    )


def _data(source: Plan) -> dict[str, Any]:
    fields = PlanFields.of(source).columns()
    today = clock.civil_date(clock.now(), source.time_zone)
    title = source.title if source.is_template else f"{source.title[:190]}, again"
    return {
        **fields,
        "title": title,
        "slug": "",
        "note": "" if source.is_template else source.note,
        "start_on": today,
        "directive_id": str(source.directive_id or ""),
    }
