"""What an administrator does about an account, on its person's page."""

from __future__ import annotations

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.accounts.admin_people import LINK, PersonForm, bp, person_page, say_mail
from views.support.courier import courier
from views.support.sent.asked import row_id, sent_number
from views.support.session import changing, settings
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import (
    accounts,
    administrators,
    bounced_addresses,
    invitations,
    profiles,
)
from workplan.services.accounts.membership import closures
from workplan.services.accounts.profiles import Profile
from workplan.services.accounts.signing_in import own_sessions, password_links, sign_in_holds

__all__ = ["bp"]


@bp.post("/admin/people/<int:user_id>")
@login_required
def correct(user_id: int) -> ResponseReturnValue:
    """Correct a name, an address or a time zone."""
    form, status = PersonForm(), 422
    if form.validate():
        wanted = Profile(
            form.name.data or "", form.email.data or "", form.time_zone.data or None, 0
        )
        version, zone = form.version.data, settings().time_zone
        try:
            profiles.correct(changing(), courier(), user_id, version, wanted, zone)
        except StaleVersion as stale:
            form.version.data, status = stale.current, 409
            form.name.errors = ["Somebody changed it meanwhile. Save again if this is right."]
        except InvalidInput as error:
            form.refuse(error, "name")
        else:
            flash(f"{wanted.name} is saved.")
            return _back(user_id)
    db.session.rollback()
    return person_page(user_id, form), status


@bp.post("/admin/people/<int:user_id>/mail")
@login_required
def mail_works(user_id: int) -> ResponseReturnValue:
    """Say that an address works from which mail came back."""
    try:
        bounced_addresses.works(changing(), user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    flash("The address counts as working. Send again what came back, under Mail and delivery.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/invitation")
@login_required
def invite_again(user_id: int) -> ResponseReturnValue:
    """Send a new invitation; the one before ends."""
    try:
        handed = invitations.send_again(changing(), courier(), settings().time_zone, user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    say_mail(handed, "A new invitation is on its way; the one before does not work any more.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/link")
@login_required
def show_link(user_id: int) -> ResponseReturnValue:
    """Show a link to a password once, to be brought by hand; the journal says that it was seen."""
    try:
        issued = invitations.show_link(changing(), user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    session[LINK] = (user_id, courier().link(password_links.PATH + issued.token))
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/reset")
@login_required
def reset(user_id: int) -> ResponseReturnValue:
    """Send a link to a new password."""
    try:
        handed = password_links.send_reset(changing(), courier(), settings().time_zone, user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    say_mail(handed, "A link to a new password is on its way. It works once, for a day.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/sessions")
@login_required
def end_sessions(user_id: int) -> ResponseReturnValue:
    """Sign a person out everywhere."""
    try:
        own_sessions.end_all(changing(), user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    flash("They are signed out everywhere.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/admission")
@login_required
def let_in(user_id: int) -> ResponseReturnValue:
    """Look at a person's tries to sign in again, from now on."""
    try:
        name = sign_in_holds.let_in(changing(), user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    flash(f"{name} can try again now.")
    return redirect(url_for("admin_people.index")) if "list" in request.form else _back(user_id)


@bp.post("/admin/people/<int:user_id>/closing")
@login_required
def close(user_id: int) -> ResponseReturnValue:
    """Close an account; the work goes to whoever was chosen, or to the coordinators."""
    try:
        handed = closures.disable(changing(), user_id, sent_number("to"))
    except InvalidInput as error:
        return _refused(user_id, error)
    taken = f" {handed} tasks were handed on." if handed else ""
    flash(f"The account is closed.{taken} Coordinators are told of what nobody does any more.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/opening")
@login_required
def open_again(user_id: int) -> ResponseReturnValue:
    """Open a closed account, with the password that it had."""
    name = closures.enable(changing(), user_id)
    flash(f"{name} can sign in again.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/appointment")
@login_required
def make_administrator(user_id: int) -> ResponseReturnValue:
    """Let a person run the house, and sign them out: they come back as an administrator."""
    try:
        name = administrators.make(changing(), user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    flash(f"{name} is an administrator from the next sign-in on.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/dismissal")
@login_required
def unmake_administrator(user_id: int) -> ResponseReturnValue:
    """Let a person run the house no longer, and sign them out."""
    try:
        name = administrators.unmake(changing(), user_id)
    except InvalidInput as error:
        return _refused(user_id, error)
    flash(f"{name} is no longer an administrator.")
    return _back(user_id)


@bp.post("/admin/people/<int:user_id>/agency")
@login_required
def move(user_id: int) -> ResponseReturnValue:
    """Let a person be at home at another agency."""
    try:
        agency_id = accounts.checked_agency(db.session(), request.form.get("agency"))
        version = row_id(request.form.get("version", "")) or 0
        ended = closures.move(changing(), user_id, version, agency_id, sent_number("to"))
    except StaleVersion as stale:
        db.session.rollback()
        return person_page(user_id, refusal=f"{stale} Look, and choose again."), 409
    except InvalidInput as error:
        return _refused(user_id, error)
    said = f" They are no longer in {ended} plans for the agency of before." if ended else ""
    flash(f"The agency is saved.{said}")
    return _back(user_id)


def _refused(user_id: int, error: InvalidInput) -> ResponseReturnValue:
    db.session.rollback()
    return person_page(user_id, refusal=error.message), 422


def _back(user_id: int) -> ResponseReturnValue:
    return redirect(url_for("admin_people.show", user_id=user_id))
