"""Sign in after the consent banner, sign out by POST, and change the password."""

from __future__ import annotations

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_required, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from views.reporting.kept_forms import KEPT, keep_typed
from views.support.own_paths import own_path
from views.support.session import (
    SEEN,
    SignedIn,
    changing,
    is_signed_in,
    limits,
    token,
)
from workplan import clock
from workplan.extensions import db
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.reporting import kept_forms

bp = Blueprint("sign_in", __name__)

NOT_KEPT = "What you typed could not be kept: go back, copy it, sign in, and do it again."


class SignInForm(FlaskForm):
    """Email and password."""

    email = EmailField(
        "Email",
        [InputRequired("Enter your email address.")],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Password",
        [InputRequired("Enter your password.")],
        render_kw={"autocomplete": "current-password"},
    )


@bp.get("/login")
def show() -> ResponseReturnValue:
    """Show the banner and the form."""
    if is_signed_in():
        return redirect(url_for("home.show"))
    return _page(SignInForm())


@bp.post("/login")
def enter() -> ResponseReturnValue:
    """Sign in; the answer to any refusal is the same."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    now = clock.now()
    try:
        new_token = sign_ins.sign_in(
            now,
            form.email.data or "",
            form.password.data or "",
            request.remote_addr or "",
            limits(),
            request.headers.get("User-Agent", ""),
        )
    except sign_ins.SignInRefused as refusal:
        form.email.errors = [str(refusal)]
        return _page(form), 422
    kept = session.get(KEPT, "")
    session.clear()
    session[SEEN] = int(now.timestamp())
    user = sign_ins.user_of(db.session(), now, new_token, limits().session)
    assert user is not None
    login_user(SignedIn.of(new_token, user, ()))
    if kept and kept_forms.find(db.session(), now, user.id, kept):
        session[KEPT] = kept
        return redirect(url_for("kept_forms.show"))
    return redirect(own_path(request.args.get("next", "")) or url_for("home.show"))


def ask_to_sign_in() -> ResponseReturnValue:
    """Send somebody to the sign-in, from where they come back to the page that they asked for."""
    if request.method in ("GET", "HEAD"):
        flash("Sign in. You then return to the page you asked for.", "info")
    else:
        said = "Sign in: what you typed is kept." if keep_typed() else NOT_KEPT
        if any(file.filename for file in request.files.values()):
            said += " Files are not kept while you are signed out; choose them again."
        flash(f"Nothing was saved, because you are signed out. {said}", "info")
    adapter = current_app.create_url_adapter(request)
    is_page = adapter is not None and adapter.test(request.path, "GET")
    target = request.full_path.removesuffix("?") if is_page else url_for("home.show")
    return redirect(url_for("sign_in.show", next=target))


@bp.post("/logout")
@login_required
def leave() -> ResponseReturnValue:
    """End this session on the server."""
    sign_ins.sign_out(changing(), token())
    logout_user()
    session.clear()
    return redirect(url_for("sign_in.show"))


def _page(form: SignInForm) -> str:
    return render_template("sign_in/login.html", form=form)
