"""The page that makes the first administrator, by the link that the terminal printed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length

from views.support.sent.forms import ChoiceField
from views.support.sent.new_passwords import NewPasswordForm
from views.support.sent.zones import choices
from views.support.session import settings
from workplan import clock
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.accounts import first_admins
from workplan.services.accounts.first_admins import FirstAdmin

bp = Blueprint("first_admin", __name__)


class FirstAdminForm(NewPasswordForm):
    """Who runs the system."""

    name = StringField(
        "Name",
        [InputRequired("Enter your name."), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        "Work email",
        [InputRequired("Enter your email address."), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    time_zone = ChoiceField("Time zone")

    @classmethod
    def made(cls) -> FirstAdminForm:
        """Return the form with every zone to choose from."""
        form = cls()
        form.time_zone.offer(choices(settings().time_zone))
        return form


@bp.get("/first/<token>")
def show(token: str) -> ResponseReturnValue:
    """Ask who it is; nothing is changed, whoever or whatever follows the link."""
    return _page(token, FirstAdminForm.made())


@bp.post("/first/<token>")
def save(token: str) -> ResponseReturnValue:
    """Make the first administrator, which uses the link up, and lead on to what comes next."""
    form, now = FirstAdminForm.made(), clock.now()
    if form.validate():
        wanted = FirstAdmin(
            form.email.data or "",
            form.name.data or "",
            form.password.data or "",
            form.time_zone.data or None,
        )
        try:
            first_admins.make(now, token, wanted)
        except InvalidInput as error:
            form.refuse(error, "password")
        except NotFound:
            return _gone()
        else:
            flash("You are the first administrator. Sign in to set the house up.")
            return redirect(url_for("sign_in.show", next=url_for("first_steps.show")))
    db.session.rollback()
    page = _page(token, form)
    return (page, 422) if isinstance(page, str) else page


def _page(token: str, form: FirstAdminForm) -> ResponseReturnValue:
    try:
        first_admins.require_link(db.session(), clock.now(), token)
    except NotFound:
        return _gone()
    return render_template("first_admin/show.html", form=form)


def _gone() -> ResponseReturnValue:
    db.session.rollback()
    return render_template("first_admin/gone.html"), 404
