"""The lines of effort of a plan, among its settings: added, changed in place, ordered, retired."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from views.support.sent import agency_choices
from views.support.sent.asked import number, whole
from views.support.sent.forms import BaseForm, ChoiceField, VersionField
from views.support.session import actor, changing
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.pages.lists import effort_lists
from workplan.services.people import rights
from workplan.services.structure import lines_of_effort, retired_efforts
from workplan.services.structure.lines_of_effort import EffortFields

bp = Blueprint("lines_of_effort", __name__)

STALE = "Somebody changed it meanwhile; what they saved stands above. Save again to replace it."
UNKNOWN = [("", "Choose")]


class EffortForm(BaseForm):
    """What a line of effort is called, and who leads it."""

    version = VersionField()
    code = StringField("Number", [InputRequired("Give it a number, such as 6."), Length(max=40)])
    title = StringField("Title", [InputRequired("Give it a title."), Length(max=200)])
    agency = ChoiceField("Lead agency")
    reason = StringField("Why", [Length(max=500)])

    @classmethod
    def in_plan(cls, plan_id: int, row: effort_lists.EffortRow | None = None) -> EffortForm:
        """Return the form with the agencies of a plan, filled from a line of effort or as sent."""
        data = row and {
            "code": row.code,
            "title": row.title,
            "agency": row.agency_code or "",
            "version": row.version,
        }
        form = cls(formdata=None, data=data) if data else cls()
        form.agency.offer_groups(agency_choices.of_plan(db.session(), plan_id, "None"))
        return form

    def wanted(self) -> EffortFields:
        """Return what the person decided."""
        return EffortFields(self.code.data or "", self.title.data or "", self.agency.data or None)


class RetirementForm(BaseForm):
    """Where the tasks of a line of effort go, and why it is retired."""

    version = VersionField()
    to = ChoiceField("Its tasks go to")
    reason = StringField("Why", [Length(max=500)])

    def among(self, rows: list[effort_lists.EffortRow], effort_id: int) -> RetirementForm:
        """Take the other lines of effort to choose from."""
        others = [(str(r.id), r.name) for r in rows if r.id != effort_id and not r.is_retired]
        self.to.offer([*UNKNOWN, *others, ("0", "No line of effort")])
        return self


@bp.get("/plans/<slug>/settings/lines-of-effort")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the lines of effort; one of them may stand as a form, or ask where its tasks go."""
    return _page(slug, edited=number("edit"), leaving=number("retire"))


@bp.post("/plans/<slug>/settings/lines-of-effort")
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Add a line of effort."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form = EffortForm.in_plan(plan.id)
    if form.validate():
        try:
            lines_of_effort.add(changing(), slug, form.wanted())
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            flash(f"Line of effort “{form.title.data}” is added. No date moved.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, new=form), 422


@bp.post("/plans/<slug>/settings/lines-of-effort/<int:effort_id>")
@login_required
def change(slug: str, effort_id: int) -> ResponseReturnValue:
    """Change a line of effort, from the version that the person saw."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status = EffortForm.in_plan(plan.id), 422
    if form.validate():
        version, reason = form.version.data, form.reason.data or ""
        try:
            lines_of_effort.change(changing(), slug, effort_id, version, form.wanted(), reason)
        except StaleVersion as stale:
            form.title.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            flash(f"Line of effort “{form.title.data}” is saved. No date moved.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, edited=effort_id, form=form), status


@bp.post("/plans/<slug>/settings/lines-of-effort/<int:effort_id>/place")
@login_required
def put(slug: str, effort_id: int) -> ResponseReturnValue:
    """Put a line of effort at another place."""
    place = whole(request.form.get("place", "")) or 1
    lines_of_effort.put(changing(), slug, effort_id, place)
    flash("The order is saved. No date moved.")
    return _back(slug)


@bp.post("/plans/<slug>/settings/lines-of-effort/<int:effort_id>/retirement")
@login_required
def retire(slug: str, effort_id: int) -> ResponseReturnValue:
    """Retire a line of effort, once it is said where its tasks go."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    rows = effort_lists.efforts(db.session(), plan.id)
    form, status = RetirementForm().among(rows, effort_id), 422
    if form.validate():
        version, to = form.version.data, whole(form.to.data or "")
        try:
            count = retired_efforts.retire(
                changing(), slug, effort_id, version, to, form.reason.data or ""
            )
        except StaleVersion as stale:
            form.to.errors = ["Somebody changed it meanwhile. Look at it again, then retire it."]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "to")
        else:
            moved = f"{count:,} task{'s' if count != 1 else ''} went elsewhere" if count else ""
            flash(f"The line of effort is retired. {moved or 'It had no task'}; no date moved.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, leaving=effort_id, retirement=form), status


@bp.post("/plans/<slug>/settings/lines-of-effort/<int:effort_id>/restoration")
@login_required
def restore(slug: str, effort_id: int) -> ResponseReturnValue:
    """Bring a retired line of effort back."""
    retired_efforts.restore(changing(), slug, effort_id)
    flash("The line of effort is back. It has no task yet.")
    return _back(slug)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("lines_of_effort.index", slug=slug))


def _page(
    slug: str,
    *,
    new: EffortForm | None = None,
    edited: int | None = None,
    form: EffortForm | None = None,
    leaving: int | None = None,
    retirement: RetirementForm | None = None,
) -> str:
    """Render the list.

    Args:
        new: the form of one that is added, as it was sent.
        edited: the line of effort that stands as a form, which is `form` as it was sent.
        leaving: the one that asks where its tasks go, in `retirement` as it was sent.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_members(standing)
    rows = effort_lists.efforts(session, plan.id)
    in_use = [row for row in rows if not row.is_retired]
    chosen = next((row for row in in_use if row.id == edited), None)
    gone = next((row for row in in_use if row.id == leaving), None)
    if form is None and chosen is not None:
        form = EffortForm.in_plan(plan.id, chosen)
    if form is not None:
        form.name_by(edited or 0)
    if retirement is None and gone is not None:
        data = {"version": gone.version}
        retirement = RetirementForm(formdata=None, data=data).among(rows, gone.id)
    return render_template(
        "lines_of_effort/index.html",
        plan=plan,
        standing=standing,
        is_open=plan.stage != "closed",
        efforts=in_use,
        retired=[row for row in rows if row.is_retired],
        new=new or EffortForm.in_plan(plan.id),
        edited=chosen,
        form=form,
        leaving=gone,
        retirement=retirement,
    )
