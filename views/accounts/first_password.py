"""Whoever was given a password changes it first: until then every page leads there."""

from __future__ import annotations

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from views.support.session import is_signed_in, signed_in

OPEN = frozenset({
    "account.password",
    "account.change_password",
    "sign_in.leave",
    "help.accessibility",
    "mail_links.show",
    "mail_links.report",
    "concurring.show",
    "concurring.concur",
    "set_password.show",
    "set_password.save",
    "feeds.calendar",
    "static",
})  # fmt: skip
"""What they may do all the same, and what asks nobody who is signed in."""


def _lead_there() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint in OPEN or "health" in request.endpoint:
        return None
    if is_signed_in() and signed_in().must_change_password:
        return redirect(url_for("account.password"))
    return None


def init_app(app: Flask) -> None:
    """Bind it to every request of an app."""
    app.before_request(_lead_there)
