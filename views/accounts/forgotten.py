"""A forgotten password: a link by mail; the answer tells nobody who has an account."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from views.support import errands
from views.support.courier import courier
from views.support.sent.forms import BaseForm
from views.support.session import limits, settings
from workplan import clock
from workplan.services.accounts.signing_in import password_links

bp = Blueprint("forgotten", __name__)

SENT = (
    "If somebody has an account with that address, a mail with a link to a new password is on its "
    "way to it. The link works for one hour. Nothing after some minutes? Look among unwanted mail, "
    "then ask an administrator."
)


class ForgottenForm(BaseForm):
    """The address of an account."""

    email = EmailField(
        "Email",
        [InputRequired("Enter your email address."), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )


@bp.get("/forgotten")
def show() -> ResponseReturnValue:
    """Ask for the address."""
    return render_template("forgotten/show.html", form=ForgottenForm())


@bp.post("/forgotten")
def send() -> ResponseReturnValue:
    """Send a link to whoever has the address; look it up and send it beside the answer."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("forgotten/show.html", form=form), 422
    now, email = clock.now(), form.email.data or ""
    if not password_links.is_tried_too_often(now, email, request.remote_addr or "", limits()):
        zone = settings().time_zone
        errands.start(partial(password_links.send_forgotten, courier(), zone, now, email))
    flash(SENT, "info")
    return redirect(url_for("sign_in.show"))
