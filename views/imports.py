"""Bring a plan in: upload, look at what becomes of it, save."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import FileField, HiddenField, StringField
from wtforms.validators import Length

from views.forms import BaseForm, DayField
from views.session import actor, settings
from workplan import clock
from workplan.errors import InvalidInput, NotFound
from workplan.exchange import formats
from workplan.exchange.planfile import PlanFile
from workplan.extensions import db
from workplan.services import access, imports
from workplan.services.imports import ImportWishes

bp = Blueprint("imports", __name__)

KEPT_SECONDS = 24 * 3600


class UploadForm(BaseForm):
    """The file, and the plan's start for a table that has none."""

    file = FileField("File")
    start_on = DayField("Start of the plan")


class ConfirmForm(BaseForm):
    """The address under which the plan is saved."""

    token = HiddenField()
    start_on = DayField("Start of the plan")
    slug = StringField("Address of the plan", [Length(max=60)])


@bp.get("/plans/import")
@login_required
def show() -> ResponseReturnValue:
    """Show the upload form."""
    access.require_importer(db.session(), actor())
    return render_template("imports/upload.html", form=UploadForm())


@bp.post("/plans/import")
@login_required
def upload() -> ResponseReturnValue:
    """Read a file and show what an import would take, change, round and drop."""
    access.require_importer(db.session(), actor())
    request.max_content_length = formats.MAX_BYTES + 1024 * 1024
    form = UploadForm()
    given = request.files.get("file")
    if form.validate():
        try:
            if given is None or not given.filename:
                raise InvalidInput("file", "No file was chosen. Choose the file with the plan.")
            content = given.read(formats.MAX_BYTES + 1)
            plan_file = formats.read(content, given.filename, form.start_on.data)
            wishes = ImportWishes(time_zone=settings().time_zone)
            report = imports.report_on(db.session(), plan_file, wishes)
        except InvalidInput as error:
            form.refuse(error, "file")
        else:
            token = _keep(content, given.filename)
            data = {"token": token, "slug": report.slug, "start_on": form.start_on.data}
            confirm = ConfirmForm(formdata=None, data=data)
            return render_template("imports/report.html", form=confirm, report=report)
    return render_template("imports/upload.html", form=form), 422


@bp.post("/plans/import/confirm")
@login_required
def confirm() -> ResponseReturnValue:
    """Save the file that was looked at as a new plan."""
    access.require_importer(db.session(), actor())
    form = ConfirmForm()
    plan_file = _kept(form.token.data or "", form)
    wishes = ImportWishes(imports.slug_of(form.slug.data or ""), time_zone=settings().time_zone)
    me = actor()
    if form.validate():
        try:
            report = imports.import_plan(me, clock.now(), plan_file, me.id or 0, wishes)
        except InvalidInput as error:
            form.refuse(error, "slug")
        else:
            _path(form.token.data or "").unlink(missing_ok=True)
            flash(f"The plan is imported: {report.tasks} tasks, {report.links} dependencies.")
            return redirect(url_for("plans.show", slug=report.slug))
    report = imports.report_on(db.session(), plan_file, wishes)
    return render_template("imports/report.html", form=form, report=report), 422


def _keep(content: bytes, name: str) -> str:
    """Keep an upload until it is confirmed, for its person only; older ones are cleared."""
    folder = settings().instance / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    _path(token).write_bytes(name.encode()[:200] + b"\0" + content)
    return token


def _kept(token: str, form: ConfirmForm) -> PlanFile:
    path = _path(token)
    if not path.exists():
        raise NotFound("That upload is no longer kept. Upload the file again.")
    name, _, content = path.read_bytes().partition(b"\0")
    return formats.read(content, name.decode(errors="replace"), form.start_on.data)


def _path(token: str) -> Path:
    if len(token) != 32 or set(token) - set("0123456789abcdef"):
        raise NotFound("That upload is not known. Upload the file again.")
    return settings().instance / "uploads" / f"{actor().id}-{token}"
