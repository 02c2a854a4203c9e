"""Your own account: name and zone, address, password, and where you are signed in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required, logout_user
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from views.support.courier import courier
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, VersionField
from views.support.sent.new_passwords import NewPasswordForm
from views.support.sent.zones import choices
from views.support.session import actor, changing, house, limits, settings, signed_in, token
from workplan import clock
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import profiles
from workplan.services.accounts.profiles import Profile
from workplan.services.accounts.signing_in import own_passwords, own_sessions
from workplan.services.interchange import column_mappings

bp = Blueprint("account", __name__)

ALL = "all"


class ProfileForm(BaseForm):
    """The name that pages and mails show, and the zone in which they tell the time."""

    version = VersionField()
    name = StringField(
        "Name",
        [InputRequired("Enter your name."), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )
    time_zone = ChoiceField("Time zone")

    @classmethod
    def made(cls, own: Profile | None = None) -> ProfileForm:
        """Return the form as it was sent, or with what somebody says of themselves."""
        data = own and {**own._asdict(), "time_zone": own.time_zone or ""}
        form = cls() if data is None else cls(formdata=None, data=data)
        form.time_zone.offer(choices(settings().time_zone))
        return form


class AddressForm(BaseForm):
    """Another address; with the password, unless it was given lately."""

    email = EmailField(
        "New address",
        [InputRequired("Enter the new address."), Length(max=254)],
        render_kw={"autocomplete": "email"},
    )
    old_password = PasswordField("Present password", render_kw={"autocomplete": "current-password"})


class PasswordForm(NewPasswordForm):
    """The present password, and the new one."""

    old_password = PasswordField(
        "Present password",
        [InputRequired("Enter your present password.")],
        render_kw={"autocomplete": "current-password"},
    )


@bp.get("/account")
@login_required
def show() -> ResponseReturnValue:
    """Show who you are, and where you are signed in."""
    return _page()


@bp.post("/account")
@login_required
def save() -> ResponseReturnValue:
    """Keep your name and your time zone."""
    form, status = ProfileForm.made(), 422
    if form.validate():
        version, name = form.version.data, form.name.data or ""
        try:
            profiles.change(changing(), version, name, form.time_zone.data or None)
        except StaleVersion as stale:
            form.version.data, status = stale.current, 409
            form.name.errors = [
                "Your profile was changed meanwhile. Save again if this is what you want."
            ]
        except InvalidInput as error:
            form.refuse(error, "name")
        else:
            flash("Your profile is saved.")
            return redirect(url_for("account.show"))
    db.session.rollback()
    return _page(profile=form), status


@bp.post("/account/address")
@login_required
def ask_for_address() -> ResponseReturnValue:
    """Send a link to another address, which then takes the place of this one."""
    form = AddressForm()
    if form.validate():
        try:
            _prove(form.old_password.data or "")
            new, zone = form.email.data or "", settings().time_zone
            handed = profiles.ask_for_address(changing(), courier(), zone, token(), new)
        except InvalidInput as error:
            form.refuse(error, "email")
        else:
            if handed.has_left:
                flash(f"A link is on its way to {new}. Follow it within a day, signed in as now.")
            else:
                flash(f"The mail to {new} did not leave: {handed.reply}", "error")
            return redirect(url_for("account.show"))
    db.session.rollback()
    return _page(address=form), 422


@bp.get("/account/address/<token>")
@login_required
def confirm(token: str) -> ResponseReturnValue:
    """Show the address that a link confirms; nothing is changed."""
    try:
        new = profiles.address_of(db.session(), clock.now(), actor().id, token)
    except NotFound:
        return render_template("account/gone.html"), 404
    return render_template("account/address.html", new=new)


@bp.post("/account/address/<token>")
@login_required
def take_address(token: str) -> ResponseReturnValue:
    """Let the address that a link confirms take the place of this one."""
    try:
        new = profiles.take_address(changing(), courier(), settings().time_zone, token)
    except NotFound:
        db.session.rollback()
        return render_template("account/gone.html"), 404
    flash(f"You sign in as {new} from now on.")
    return redirect(url_for("account.show"))


@bp.get("/account/password")
@login_required
def password() -> ResponseReturnValue:
    """Ask for the present password and a new one."""
    return _password_page(PasswordForm())


@bp.post("/account/password")
@login_required
def change_password() -> ResponseReturnValue:
    """Change the password, which ends every session."""
    form = PasswordForm()
    if form.validate():
        old, new = form.old_password.data or "", form.password.data or ""
        try:
            own_passwords.change_password(
                changing(), token(), old, new, request.remote_addr or "", limits()
            )
        except InvalidInput as error:
            form.refuse(error, "password")
        else:
            logout_user()
            session.clear()
            flash("Your password is changed. Sign in with the new one.")
            return redirect(url_for("sign_in.show"))
    db.session.rollback()
    return _password_page(form), 422


@bp.post("/account/sessions")
@login_required
def end_others() -> ResponseReturnValue:
    """Sign yourself out everywhere but here."""
    own_sessions.end_others(changing(), token())
    flash("You are signed in here only.")
    return redirect(url_for("account.show"))


@bp.post("/account/sheets")
@login_required
def forget_columns() -> ResponseReturnValue:
    """Forget what the columns of your sheets meant: of one kind of sheet, or of all."""
    me, which = actor().id or 0, request.form.get("mapping", "")
    if which == ALL:
        column_mappings.forget(changing(), me)
        flash("What the columns of your sheets mean is forgotten.")
    else:
        column_mappings.forget(changing(), me, row_id(which) or 0)
        flash("What these columns mean is forgotten.")
    return redirect(url_for("account.show", _anchor="sheets"))


def _prove(given: str) -> None:
    """Take the password that was given, unless it was lately."""
    if own_sessions.is_proved(db.session(), clock.now(), token()):
        return
    if not given:
        raise InvalidInput(
            "old_password",
            "Give your present password as well: it was last asked for more than 15 minutes ago.",
        )
    own_passwords.prove(changing(), token(), given, request.remote_addr or "", limits())


def _page(profile: ProfileForm | None = None, address: AddressForm | None = None) -> str:
    found, now, me = db.session(), clock.now(), actor().id or 0
    own = profiles.own(found, me)
    return render_template(
        "account/show.html",
        own=own,
        profile=profile or ProfileForm.made(own),
        address=address or AddressForm(formdata=None),
        is_proved=own_sessions.is_proved(found, now, token()),
        sheets=column_mappings.listed(found, me),
        sessions=own_sessions.open_sessions(found, now, me, house().idle, token()),
    )


def _password_page(form: PasswordForm) -> str:
    must = signed_in().must_change_password
    return render_template("account/password.html", form=form, must=must)
