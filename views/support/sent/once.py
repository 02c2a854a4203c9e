"""Every form makes one change, however often it is sent: each page numbers those that it shows."""

from __future__ import annotations

import hashlib
import json
import secrets

from flask import Flask, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from views.support.own_paths import own_path
from workplan import clock
from workplan.extensions import db
from workplan.services.record.form_numbers import DoneAlready, Form

FIELD = "once"
APART = ("csrf_token", "preview")


def field() -> Markup:
    """Return the hidden field that numbers a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        FIELD, secrets.token_urlsafe(16)
    )


def sent_form() -> Form | None:
    """Return the form of this request as it was filled in, if its page numbered it."""
    if request.method != "POST" or not request.form.get(FIELD):
        return None
    filled = sorted((k, v) for k, v in request.form.items(multi=True) if k not in APART)
    files = sorted((k, file.filename) for k, file in request.files.items(multi=True))
    text = json.dumps([request.path, filled, files])
    return Form(hashlib.sha256(text.encode()).hexdigest(), clock.now())


def _note() -> None:
    """Let the change that this request makes use up its form."""
    form = sent_form()
    if form is not None:
        g.form = form


def _done_already(error: DoneAlready) -> ResponseReturnValue:
    """Lead to where the change can be seen."""
    db.session.rollback()
    flash(str(error), "info")
    task_id = (request.view_args or {}).get("task_id")
    if task_id is not None:
        return redirect(url_for("tasks.show", task_id=task_id))
    before = request.referrer or ""
    return redirect(own_path(before.removeprefix(request.host_url[:-1])) or url_for("home.show"))


def init_app(app: Flask) -> None:
    """Bind the field, the note of each form and the answer to a second sending."""
    app.jinja_env.globals["once"] = field
    app.before_request(_note)
    app.register_error_handler(DoneAlready, _done_already)
