"""Which directive a plan carries out, among its settings: chosen, after a look at what moves."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import Length

from models import Plan
from views.lifecycle import plan_forms
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, VersionField
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.changes import plan_previews
from workplan.services.changes.plan_previews import PlanPreview
from workplan.services.dates.rescheduling import Move
from workplan.services.lifecycle import plan_changes
from workplan.services.pages.lists import plan_lineage
from workplan.services.people import rights
from workplan.services.record.change import Change

bp = Blueprint("plan_directive", __name__)

STALE = "Somebody changed the plan meanwhile. Look at it again, then decide."


class DirectiveForm(BaseForm):
    """Which directive the plan carries out from now on, and why."""

    version = VersionField()
    directive_id = ChoiceField("Directive")
    reason = StringField("Why", [Length(max=500)])

    @classmethod
    def of(cls, plan: Plan, *, is_sent: bool = False) -> DirectiveForm:
        """Return the form with the directives to choose from, as sent or as the plan has it."""
        data = {"version": plan.version, "directive_id": str(plan.directive_id or "")}
        form = cls() if is_sent else cls(formdata=None, data=data)
        form.directive_id.offer(plan_forms.directives(plan.directive_id))
        return form


@bp.get("/plans/<slug>/settings/directive")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the directive, those that the plan had before, and what hangs on it."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/directive")
@login_required
def choose(slug: str) -> ResponseReturnValue:
    """Let the plan carry out another directive, or show first what that would move."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status, found = DirectiveForm.of(plan, is_sent=True), 422, None
    if form.validate():
        version, number = form.version.data, row_id(form.directive_id.data or "")
        reason = form.reason.data or ""

        def save(change: Change) -> list[Move]:
            return plan_changes.choose_directive(change, slug, version, number, reason)

        try:
            if previewing.is_asked():
                found, status = plan_previews.preview(changing(), plan.id, save), 200
            else:
                flash(f"The directive of the plan is saved. {moved(save(changing()))}")
                return redirect(url_for("plan_directive.show", slug=slug))
        except StaleVersion as stale:
            form.directive_id.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "directive_id")
    db.session.rollback()
    return _page(slug, form, found), status


def _page(slug: str, form: DirectiveForm | None = None, found: PlanPreview | None = None) -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_coordinator(standing)
    return render_template(
        "plan_directive/show.html",
        plan=plan,
        standing=standing,
        form=form or DirectiveForm.of(plan),
        found=found,
        lineage=plan_lineage.lineage_of(session, plan),
        is_open=plan.stage != "closed" and plan.archived_at is None,
    )
