"""Who is in a plan: the list, a role for somebody with an account, out, and back again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from views.support.forms import BaseForm, ChoiceField
from views.support.session import actor, changing
from workplan import vocabulary
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.accounts import memberships
from workplan.services.accounts.memberships import MembershipFields
from workplan.services.pages import member_lists
from workplan.services.people import agencies, rights

bp = Blueprint("members", __name__)


class MemberForm(BaseForm):
    """The address of an account, and what its person is in the plan."""

    email = StringField(
        "Address", [InputRequired("Give the address of an account."), Length(max=254)]
    )
    role = ChoiceField("Role", choices=vocabulary.Role.choices(), default="viewer")
    agency = ChoiceField("Agency")
    is_supervisor = BooleanField("Supervisor of the agency")

    @classmethod
    def with_agencies(cls, slug: str = "") -> MemberForm:
        """Return the form with the agencies to choose from; a member keeps one that is retired."""
        form = cls()
        form.agency.offer([("", "None"), *agencies.codes(db.session(), slug)])
        return form

    def wanted(self) -> MembershipFields:
        """Return what the person decided."""
        is_said = self.is_supervisor.data or None  # A box that is left alone says nothing.
        return MembershipFields(self.role.data, self.agency.data or None, is_said)


@bp.get("/plans/<slug>/members")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """List who is in a plan, what they are there, and what is handed to them."""
    return _page(slug, MemberForm.with_agencies(slug))


@bp.post("/plans/<slug>/members")
@login_required
def set_role(slug: str) -> ResponseReturnValue:
    """Add somebody who has an account, or change what a member is."""
    _, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_members(standing)
    form = MemberForm.with_agencies(slug)
    if form.validate():
        email = (form.email.data or "").strip()
        try:
            memberships.set_role(changing(), slug, email, form.wanted())
        except InvalidInput as error:
            form.refuse(error, "email")
        except NotFound as error:
            form.refuse(InvalidInput("email", str(error)), "email")
        else:
            flash(f"{email} is now {vocabulary.Role.said(form.role.data).lower()} in this plan.")
            return redirect(url_for("members.show", slug=slug))
    db.session.rollback()
    return _page(slug, form), 422


@bp.post("/plans/<slug>/members/<int:user_id>/removal")
@login_required
def remove(slug: str, user_id: int) -> ResponseReturnValue:
    """Take somebody out of a plan; it can be taken back."""
    try:
        name = memberships.remove(changing(), slug, user_id)
    except InvalidInput as error:
        db.session.rollback()
        return _page(slug, MemberForm.with_agencies(slug), error.message), 422
    flash(f"{name} is no longer in this plan. What was handed to them is listed on the overview.")
    if user_id == actor().id:
        return redirect(url_for("plans.index"))
    return redirect(url_for("members.show", slug=slug))


@bp.post("/plans/<slug>/members/<int:user_id>/restoration")
@login_required
def restore(slug: str, user_id: int) -> ResponseReturnValue:
    """Bring somebody back into a plan, as what they were."""
    try:
        name = memberships.restore(changing(), slug, user_id)
    except InvalidInput as error:
        db.session.rollback()
        return _page(slug, MemberForm.with_agencies(slug), error.message), 422
    flash(f"{name} is back in this plan.")
    return redirect(url_for("members.show", slug=slug))


def _page(slug: str, form: MemberForm, refusal: str = "") -> str:
    """Render the list; what was wrong with a change stands above it.

    Args:
        refusal: why somebody was not taken out or brought back.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_members(standing)
    return render_template(
        "members/show.html",
        plan=plan,
        standing=standing,
        form=form,
        refusal=refusal,
        members=member_lists.members(session, plan.id),
        former=member_lists.former_members(session, plan.id),
    )
