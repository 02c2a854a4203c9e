"""Take a plan away as a file."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_login import login_required

from views.support.session import actor, settings
from workplan import clock
from workplan.exchange.tables import xlsx_file
from workplan.extensions import db
from workplan.services.interchange import exports
from workplan.services.people import rights

bp = Blueprint("exports", __name__)


@bp.get("/plans/<slug>/export.<any(json, mspdi, csv, xlsx, ics, pdf):form>")
@login_required
def download(slug: str, form: str) -> Response:
    """Serve a plan in a format; the JSON with its history to those who may read all of it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    now, base_url = clock.now(), settings().base_url
    with_history = standing.may_read_everything
    found = exports.export(session, plan, form, base_url, now, with_history=with_history)
    return _attached(found.content, found.mime, f"{slug}.{found.ending}")


@bp.get("/plans/template.xlsx")
@login_required
def template() -> Response:
    """Serve the workbook to fill in for an import."""
    mime = exports.FORMS["xlsx"][0]
    return _attached(xlsx_file.template(), mime, "workplan-template.xlsx")


def _attached(content: bytes, mime: str, name: str) -> Response:
    response = Response(content, mimetype=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
