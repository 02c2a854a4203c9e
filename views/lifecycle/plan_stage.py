"""The stage of a plan, among its settings: what each step means is shown before it is taken."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import Length

from models import Plan
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, VersionField
from views.support.session import actor, changing
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import Session, db
from workplan.policy import DELETED_DRAFTS_KEPT_DAYS
from workplan.services.lifecycle import putting_away
from workplan.services.pages.lists import plan_lineage
from workplan.services.people import rights
from workplan.services.reminding import first_mails
from workplan.services.structure import approval_gaps, officials, plan_stages
from workplan.services.tasks.directive import directives
from workplan.vocabulary import Stage

bp = Blueprint("plan_stage", __name__)

STALE = "Somebody changed the plan meanwhile. Look at it below, then decide."
BEFORE_APPROVAL = ("drafting", "clearance")


class StageForm(BaseForm):
    """To which stage a plan goes, why, and the version that the person saw."""

    version = VersionField()
    stage = StringField("Stage")
    reason = StringField("Why", [Length(max=500)])
    superseding_id = ChoiceField("Superseded by")

    @classmethod
    def of(cls, session: Session, plan: Plan, *, is_sent: bool = False) -> StageForm:
        """Return the form with the directives that may take the plan's place."""
        form = cls() if is_sent else cls(formdata=None)
        offered = directives.choices(session)
        offered.pop(plan.directive_id or 0, None)
        choices = [(str(number), citation) for number, citation in offered.items()]
        form.superseding_id.offer([("", "Nothing: its work is over"), *choices])
        return form


@bp.get("/plans/<slug>/settings/stage")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the stage of a plan, and what each further step would do."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/stage")
@login_required
def move(slug: str) -> ResponseReturnValue:
    """Move a plan to a later stage."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status = StageForm.of(db.session(), plan, is_sent=True), 422
    stage = (form.stage.data or "").strip()
    if form.validate():
        try:
            plan_stages.move_to_stage(
                *(changing(), slug, stage, form.version.data, form.reason.data or ""),
                superseding_id=row_id(form.superseding_id.data or ""),
            )
        except StaleVersion:
            form.stage.errors, status = [STALE], 409
        except InvalidInput as error:
            form.refuse(error, "stage")
        else:
            flash(f"The plan is {Stage.said(stage).lower()} now.")
            return redirect(url_for("plan_stage.show", slug=slug))
    db.session.rollback()
    return _page(slug, form), status


@bp.post("/plans/<slug>/reopening")
@login_required
def reopen(slug: str) -> ResponseReturnValue:
    """Reopen a closed plan, with the reason."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_coordinator(standing)
    form, status = StageForm.of(db.session(), plan, is_sent=True), 422
    if form.validate():
        try:
            stage = plan_stages.reopen(changing(), slug, form.reason.data or "", form.version.data)
        except StaleVersion:
            form.stage.errors, status = [STALE], 409
        except InvalidInput as error:
            form.refuse(error, "stage")
        else:
            flash(f"The plan is open again: {Stage.said(stage).lower()}.")
            return redirect(url_for("plan_stage.show", slug=slug))
    db.session.rollback()
    return _page(slug, form), status


def _page(slug: str, form: StageForm | None = None) -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_coordinator(standing)
    if form is None:
        form = StageForm.of(session, plan)
    form.version.data = plan.version
    return render_template(
        "plan_stage/show.html",
        plan=plan,
        standing=standing,
        form=form,
        later=Stage.codes()[Stage.codes().index(plan.stage) + 1 :],
        official=officials.official_of(session, plan),
        successor=plan_lineage.successor_of(session, plan),
        why_kept=putting_away.why_kept(session, plan),
        kept_days=DELETED_DRAFTS_KEPT_DAYS,
        **_consequences(session, plan),
    )


def _consequences(session: Session, plan: Plan) -> dict[str, object]:
    """Return what hangs on the next step of a plan: what it lacks, who hears, what stays open."""
    if plan.is_template or plan.stage == "closed":
        return {"gaps": [], "mails": [], "open": None, "approval": None}
    if plan.stage in BEFORE_APPROVAL:
        return {
            "gaps": approval_gaps.gaps(session, plan),
            "mails": first_mails.first_mails(session, plan, clock.now()),
            "open": approval_gaps.left_open(session, plan),
            "approval": None,
        }
    return {
        "gaps": [],
        "mails": [],
        "open": approval_gaps.left_open(session, plan),
        "approval": plan_stages.approval_of(session, plan),
    }
