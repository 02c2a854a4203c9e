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


@bp.get(f"/plans/<slug>/export.<any({', '.join(exports.FORMS)}):form>")
@login_required
def download(slug: str, form: str) -> Response:
    """Serve a plan in a format; the JSON with its history to those who may read all of it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    history = standing.may_read_everything
    taken = exports.Taken(session, plan, settings().base_url, clock.now(), with_history=history)
    found = exports.export(taken, form)
    return _attached(found.content, found.mime, f"{slug}.{found.ending}")


@bp.get("/plans/template.xlsx")
@login_required
def template() -> Response:
    """Serve the workbook to fill in for an import."""
    mime = exports.FORMS["xlsx"].mime
    return _attached(xlsx_file.template(), mime, "workplan-template.xlsx")


def _attached(content: bytes, mime: str, name: str) -> Response:
    response = Response(content, mimetype=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
