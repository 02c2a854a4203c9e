"""Forms that change the structure of a plan, sent to ask for the change instead of making it.

A view that is `askable` does what it always does, by a change that is taken back at its end and
kept as a request; see `workplan/services/changes/requests/asking.py`. An address or a form asks
with the field `asks`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workplan.errors import BeyondLimit
from workplan.extensions import db
from workplan.services.changes.requests.asking import Asked

FIELD = "asks"
APART = ("csrf_token", "reason", "preview", FIELD)
Given = ParamSpec("Given")


def askable(
    view: Callable[Given, ResponseReturnValue],
) -> Callable[Given, ResponseReturnValue]:
    """Let what a view saves be asked for, where the request says so."""

    @wraps(view)
    def asked(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        g.asks = FIELD in request.args or FIELD in request.form
        return view(*args, **kwargs)

    return asked


def is_asking() -> bool:
    """Tell whether what this request saves is only asked for."""
    return bool(g.get("asks"))


def _answer(asked: Asked) -> ResponseReturnValue:
    db.session.rollback()
    flash(f"Change request {asked.number} is made. Nothing is changed until it is accepted.")
    return redirect(url_for("change_requests.show", slug=asked.slug, number=asked.number))


def _beyond(error: BeyondLimit) -> ResponseReturnValue:
    """Show why nothing was saved, and ask for it with the same form, where that can be asked."""
    db.session.rollback()
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in APART]
    page = render_template(
        "errors/beyond_limit.html",
        message=error.message,
        fields=fields if "asks" in g and not request.files else None,
        reason=request.form.get("reason", ""),
        action=request.path,
    )
    return page, 422


def init_app(app: Flask) -> None:
    """Bind the answer to what was asked for, and what templates ask."""
    app.register_error_handler(Asked, _answer)
    app.register_error_handler(BeyondLimit, _beyond)
    app.jinja_env.globals["is_asking"] = is_asking
