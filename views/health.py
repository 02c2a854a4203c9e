"""Is the system well? For machines: 200 or 503, with each check."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from workplan import clock
from workplan.extensions import db
from workplan.services.health import Check, checks

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def show() -> ResponseReturnValue:
    """Answer 200 when every check is well, else 503; nothing secret is in it."""
    try:
        found = checks(db.session(), clock.now())
    except SQLAlchemyError as error:
        found = [Check("database", False, f"does not answer: {type(error).__name__}")]
    is_well = all(check.is_well for check in found)
    body = {
        "status": "well" if is_well else "unwell",
        "checks": {check.name: {"well": check.is_well, "saw": check.saw} for check in found},
    }
    return jsonify(body), 200 if is_well else 503
