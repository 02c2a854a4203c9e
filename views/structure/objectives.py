"""The objectives of a plan's directive, among its settings: added, changed, ordered, retired."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from views.support.plan_days import day_in
from views.support.sent.asked import number, whole
from views.support.sent.forms import BaseForm, TextField, VersionField
from views.support.session import actor, changing
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.pages.lists import objective_lists
from workplan.services.pages.lists.objective_lists import ObjectiveRow
from workplan.services.people import rights
from workplan.services.structure import objectives
from workplan.services.structure.objectives import MAX_STATEMENT, ObjectiveFields, written_in

bp = Blueprint("objectives", __name__)

STALE = "Somebody changed it meanwhile; what they saved stands above. Save again to replace it."


class NewObjectivesForm(BaseForm):
    """One objective a line, as they stand in the directive."""

    statement = TextField(
        "Objectives, one a line", [InputRequired("Write at least one."), Length(max=50_000)]
    )


class ObjectiveForm(BaseForm):
    """What an objective says, and its number."""

    version = VersionField()
    code = StringField("Number", [InputRequired("Give it a number, such as 6."), Length(max=40)])
    statement = StringField(
        "What is to be achieved", [InputRequired("Say what."), Length(max=MAX_STATEMENT)]
    )
    reason = StringField("Why", [Length(max=500)])

    @classmethod
    def of(cls, row: ObjectiveRow) -> ObjectiveForm:
        """Return the form filled from an objective."""
        data = {"code": row.code, "statement": row.statement, "version": row.version}
        return cls(formdata=None, data=data)


class RetirementForm(BaseForm):
    """Why an objective is retired."""

    version = VersionField()
    reason = StringField("Why", [Length(max=500)])


@bp.get("/plans/<slug>/settings/objectives")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the objectives, with gaps and strays; one of them may stand as a form."""
    return _page(slug, edited=number("edit"), leaving=number("retire"))


@bp.post("/plans/<slug>/settings/objectives")
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Add an objective, or many that stand in lines."""
    rights.plan_to_change(db.session(), actor(), slug)
    form = NewObjectivesForm()
    if form.validate():
        try:
            made = objectives.add(changing(), slug, written_in(form.statement.data or ""))
        except InvalidInput as error:
            form.refuse(error, "statement")
        else:
            count = len(made)
            flash(f"{plural(count, 'objective')} {'is' if count == 1 else 'are'} added.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, new=form), 422


@bp.post("/plans/<slug>/settings/objectives/<int:objective_id>")
@login_required
def change(slug: str, objective_id: int) -> ResponseReturnValue:
    """Change an objective, from the version that the person saw."""
    rights.plan_to_change(db.session(), actor(), slug)
    form, status = ObjectiveForm(), 422
    if form.validate():
        wanted = ObjectiveFields(form.code.data or "", form.statement.data or "")
        version, reason = form.version.data, form.reason.data or ""
        try:
            objectives.change(changing(), slug, objective_id, version, wanted, reason)
        except StaleVersion as stale:
            form.statement.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "statement")
        else:
            flash(f"Objective {form.code.data} is saved.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, edited=objective_id, form=form), status


@bp.post("/plans/<slug>/settings/objectives/<int:objective_id>/place")
@login_required
def put(slug: str, objective_id: int) -> ResponseReturnValue:
    """Put an objective at another place."""
    place = whole(request.form.get("place", "")) or 1
    objectives.put(changing(), slug, objective_id, place)
    flash("The order is saved.")
    return _back(slug)


@bp.post("/plans/<slug>/settings/objectives/<int:objective_id>/retirement")
@login_required
def retire(slug: str, objective_id: int) -> ResponseReturnValue:
    """Retire an objective; its tasks stay tied to it for when it is restored."""
    rights.plan_to_change(db.session(), actor(), slug)
    form, status = RetirementForm(), 422
    if form.validate():
        version, reason = form.version.data, form.reason.data or ""
        try:
            objectives.retire(changing(), slug, objective_id, version, reason)
        except StaleVersion as stale:
            form.reason.errors = ["Somebody changed it meanwhile. Look again, then retire it."]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "reason")
        else:
            flash("The objective is retired.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, leaving=objective_id, retirement=form), status


@bp.post("/plans/<slug>/settings/objectives/<int:objective_id>/restoration")
@login_required
def restore(slug: str, objective_id: int) -> ResponseReturnValue:
    """Bring a retired objective back, with the tasks that are tied to it."""
    objectives.restore(changing(), slug, objective_id)
    flash("The objective is back, with the tasks that are tied to it.")
    return _back(slug)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("objectives.index", slug=slug))


def _page(
    slug: str,
    *,
    new: NewObjectivesForm | None = None,
    edited: int | None = None,
    form: ObjectiveForm | None = None,
    leaving: int | None = None,
    retirement: RetirementForm | None = None,
) -> str:
    """Render the list.

    Args:
        new: the form of those that are added, as it was sent.
        edited: the objective that stands as a form, which is `form` as it was sent.
        leaving: the one that is to be retired, with `retirement` as it was sent.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_members(standing)
    rows = objective_lists.objectives(session, plan, day_in(plan))
    in_use = [row for row in rows if not row.is_retired]
    chosen = next((row for row in in_use if row.id == edited), None)
    gone = next((row for row in in_use if row.id == leaving), None)
    if form is None and chosen is not None:
        form = ObjectiveForm.of(chosen)
    if form is not None:
        form.name_by(edited or 0)
    if retirement is None and gone is not None:
        retirement = RetirementForm(formdata=None, data={"version": gone.version})
    return render_template(
        "objectives/index.html",
        plan=plan,
        standing=standing,
        is_open=plan.stage != "closed",
        objectives=in_use,
        retired=[row for row in rows if row.is_retired],
        gaps=[row for row in in_use if not row.tasks],
        coverage=objective_lists.coverage(session, plan.id),
        new=new or NewObjectivesForm(formdata=None),
        edited=chosen,
        form=form,
        leaving=gone,
        retirement=retirement,
    )
