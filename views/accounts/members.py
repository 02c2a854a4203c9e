"""Who is in a plan, among its settings: added or invited, in another role, out, and back again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.accounts.member_forms import AdditionForm, RemovalForm, RoleForm
from views.support.courier import courier
from views.support.sent import asked
from views.support.sent.asked import number, whole
from views.support.session import actor, changing, settings
from views.support.shown import filters
from views.support.shown.filters import Chip
from views.support.shown.presenting import filtered, plural
from workplan import vocabulary
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import invitations
from workplan.services.accounts.invitations import InPlan, NewPerson
from workplan.services.accounts.membership import member_changes, memberships
from workplan.services.delivery import reply_addresses
from workplan.services.pages.lists import member_lists
from workplan.services.pages.lists.member_lists import MemberPage, MemberRow, Sought
from workplan.services.people import duties, rights

bp = Blueprint("members", __name__)

STALE = "Somebody changed it meanwhile; what they are now stands above. Save again to replace it."


@bp.get("/plans/<slug>/members")
@login_required
def moved(slug: str) -> ResponseReturnValue:
    """Lead on from where the page was before it stood among the settings."""
    _, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_members(standing)
    return redirect(url_for("members.show", slug=slug), 301)


@bp.get("/plans/<slug>/settings/members")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """List who is in a plan; one of them may stand as a form, or be asked about to leave."""
    return _page(slug, edited=number("edit"), leaving=number("remove"))


@bp.post("/plans/<slug>/settings/members")
@login_required
def set_role(slug: str) -> ResponseReturnValue:
    """Add somebody by their address; who has no account yet is invited."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_members(standing)
    form = AdditionForm.in_plan(plan.id)
    if form.validate():
        try:
            flash(*added(slug, form))
        except InvalidInput as error:
            form.refuse(error, "email")
        else:
            return _back(slug)
    db.session.rollback()
    return _page(slug, new=form), 422


def added(slug: str, form: AdditionForm) -> tuple[str, str]:
    """Add or invite somebody, and return what to say of it, and in which way."""
    email, name = (form.email.data or "").strip(), (form.name.data or "").strip()
    role = vocabulary.Role.said(form.role.data).lower()
    try:
        memberships.set_role(changing(), slug, email, form.wanted())
    except NotFound as unknown:
        if not name:
            raise InvalidInput(
                "name",
                f"Nobody here has the address {email}. Give their name, and they are invited by "
                "mail; or check the address.",
            ) from unknown
    else:
        return f"{email} is now {role} in this plan.", "message"
    person = NewPerson(email, name, form.agency.data or None)
    found = invitations.invite(
        changing(), courier(), settings().time_zone, person, InPlan(slug, form.wanted())
    )
    said = f"{name} is invited, and is {role} in this plan."
    if found.mail.has_left:
        return f"{said} The mail has left.", "message"
    return f"{said} The mail has not left: {found.mail.reply}", "warning"


@bp.post("/plans/<slug>/settings/members/<int:user_id>")
@login_required
def change(slug: str, user_id: int) -> ResponseReturnValue:
    """Give a member another role, from the version that the person saw."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_members(standing)
    form, status = RoleForm.in_plan(plan.id), 422
    if form.validate():
        version, wanted = form.version.data, form.wanted()
        try:
            name = member_changes.change(changing(), slug, user_id, version, wanted)
        except StaleVersion as stale:
            form.role.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "role")
        else:
            flash(f"{name} is {vocabulary.Role.said(form.role.data).lower()} in this plan.")
            return _back(slug)
    db.session.rollback()
    return _page(slug, edited=user_id, form=form), status


@bp.post("/plans/<slug>/settings/members/<int:user_id>/removal")
@login_required
def remove(slug: str, user_id: int) -> ResponseReturnValue:
    """Take somebody out of a plan, once it is said who takes their tasks."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_members(standing)
    form, status = RemovalForm.of(db.session(), plan.id, user_id), 422
    if form.validate():
        to, version, reason = whole(form.to.data or ""), form.version.data, form.reason.data or ""
        try:
            name, count = member_changes.remove(changing(), slug, user_id, version, to, reason)
        except StaleVersion as stale:
            form.to.errors = ["Their role was changed meanwhile. Look again, then take them out."]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "to")
        else:
            others = f" Others have {plural(count, 'task')} of theirs now." if count else ""
            flash(f"{name} is no longer in this plan.{others}")
            return redirect(url_for("plans.index")) if user_id == actor().id else _back(slug)
    db.session.rollback()
    return _page(slug, leaving=user_id, removal=form), status


@bp.post("/plans/<slug>/settings/members/<int:user_id>/restoration")
@login_required
def restore(slug: str, user_id: int) -> ResponseReturnValue:
    """Bring somebody back into a plan, as what they were."""
    try:
        name = memberships.restore(changing(), slug, user_id)
    except InvalidInput as error:
        db.session.rollback()
        return _page(slug, refusal=error.message), 422
    flash(f"{name} is back in this plan.")
    return _back(slug)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(filtered("members.show", slug=slug))


def _sought() -> Sought:
    given = {name: request.args.get(name, "").strip()[:100] for name in Sought._fields}
    return Sought(**given)


def _chips(sought: Sought, listed: MemberPage) -> list[Chip]:
    """Return each condition on the list in words, with the address of the list without it."""
    agency = dict(listed.agencies).get(sought.agency, "that is nobody’s here")
    role = vocabulary.Role.by_code().get(sought.role, "that is none")
    said = {"text": f"text “{sought.text}”", "agency": f"agency {agency}", "role": f"role {role}"}
    given = [(name, value) for name, value in sought._asdict().items() if value]
    return [
        Chip(said[name], filters.address([pair for pair in given if pair[0] != name]))
        for name, _ in given
    ]


def _with(listed: MemberPage, chosen: MemberRow | None) -> list[MemberRow]:
    """Return the rows of the list, before them the member who stands as a form if not in it."""
    is_beside = chosen is not None and chosen not in listed.rows
    return [chosen, *listed.rows] if chosen is not None and is_beside else listed.rows


def _page(
    slug: str,
    *,
    new: AdditionForm | None = None,
    edited: int | None = None,
    form: RoleForm | None = None,
    leaving: int | None = None,
    removal: RemovalForm | None = None,
    refusal: str = "",
) -> str:
    """Render the list.

    Args:
        new: the form of who is added, as it was sent.
        edited: the member who stands as a form, which is `form` as it was sent.
        leaving: the member who is to be taken out, with `removal` as it was sent.
        refusal: why somebody was not brought back.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_members(standing)
    rows, sought = member_lists.members(session, plan.id), _sought()
    listed = member_lists.page_of(rows, sought, asked.page(request.args.get("page", "")))
    chosen = next((row for row in rows if row.user_id == edited), None)
    gone = next((row for row in rows if row.user_id == leaving), None)
    if form is None and chosen is not None:
        form = RoleForm.in_plan(plan.id, chosen)
    if form is not None:
        form.name_by(edited or 0)
    if removal is None and gone is not None:
        removal = RemovalForm.of(session, plan.id, gone.user_id, gone)
    return render_template(
        "members/show.html",
        plan=plan,
        standing=standing,
        new=new or AdditionForm.in_plan(plan.id),
        edited=chosen,
        form=form,
        leaving=gone,
        removal=removal,
        refusal=refusal,
        listed=listed,
        members=_with(listed, chosen),
        sought=sought,
        chips=_chips(sought, listed),
        former=member_lists.former_members(session, plan.id),
        duties=duties.of_roles(),
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
        roles=[vocabulary.Role.said(role) for role in vocabulary.Role.codes()],
    )
