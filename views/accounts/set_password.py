"""A password by the link of an invitation, or of a mail to whoever has forgotten theirs."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from views.support.sent.new_passwords import NewPasswordForm
from workplan import clock
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.accounts.signing_in import password_links

bp = Blueprint("set_password", __name__)


@bp.get("/set-password/<token>")
def show(token: str) -> ResponseReturnValue:
    """Ask for the password; nothing is changed, whoever or whatever follows the link."""
    try:
        return _page(token, NewPasswordForm())
    except NotFound:
        return _gone()


@bp.post("/set-password/<token>")
def save(token: str) -> ResponseReturnValue:
    """Set the password, which uses the link up and ends every session of its person."""
    form = NewPasswordForm()
    try:
        if form.validate():
            password_links.set_by_link(clock.now(), token, form.password.data or "")
            logout_user()
            session.clear()
            flash("Your password is set. Sign in with it.")
            return redirect(url_for("sign_in.show"))
    except InvalidInput as error:
        form.refuse(error, "password")
    except NotFound:
        return _gone()
    db.session.rollback()
    try:
        return _page(token, form), 422
    except NotFound:
        return _gone()


def _page(token: str, form: NewPasswordForm) -> str:
    person = password_links.to_set(db.session(), clock.now(), token)
    return render_template("set_password/show.html", form=form, person=person)


def _gone() -> ResponseReturnValue:
    """Say the same of a link that was used, is too old, or was guessed, with the way out."""
    db.session.rollback()
    return render_template("set_password/gone.html"), 404
