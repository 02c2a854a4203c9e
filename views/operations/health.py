"""Is the system well? For machines: 200 or 503, with each check, within two seconds."""

from __future__ import annotations

from collections.abc import Callable
from socket import gethostname
from typing import cast

from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from views.operations.inquiries import Inquiry
from views.support.session import settings
from workplan import clock
from workplan.extensions import db
from workplan.services.operations import health
from workplan.services.operations.health import Check
from workplan.storage.choosing import store_at

bp = Blueprint("health", __name__)

SECONDS = 1.8
"""How long an answer may take, so that it is there within two seconds whatever is locked."""
STORE_SECONDS = 10
"""For how long an answer of the store holds, since each try writes a file."""
INQUIRY = "workplan_health"


@bp.get("/healthz")
def show() -> ResponseReturnValue:
    """Answer 200 when every check is well, else 503; nothing secret is in it."""
    found = checks_now()
    is_well = all(check.is_well for check in found)
    body = {
        "status": "well" if is_well else "unwell",
        "checks": {check.name: {"well": check.is_well, "saw": check.saw} for check in found},
    }
    return jsonify(body), 200 if is_well else 503


def checks_now() -> list[Check]:
    """Return what each check saw, asked now, within two seconds."""
    inquiry = cast(Inquiry[list[Check]], current_app.extensions[INQUIRY])
    found: list[Check] = []
    for name, (checks, seconds) in inquiry.within(SECONDS).items():
        found += [health.late(name, seconds)] if checks is None else checks
    return found


def init_app(app: Flask) -> None:
    """Give an app its questions, which threads of their own ask."""
    questions = {
        "database": health.of_database,
        "records": lambda: health.of_records(db.session(), clock.now()),
        "evidence": _of_evidence,
    }
    asked = {name: _asked_inside(app, name, ask) for name, ask in questions.items()}
    app.extensions[INQUIRY] = Inquiry(asked, {"evidence": STORE_SECONDS})


def _of_evidence() -> list[Check]:
    store = store_at(settings().evidence_url, settings().instance)
    return health.of_evidence(store, f"{gethostname()} {settings().instance}")


def _asked_inside(
    app: Flask, name: str, ask: Callable[[], list[Check]]
) -> Callable[[], list[Check]]:
    """Return a question as a thread can ask it; one that fails says what failed."""

    def asked() -> list[Check]:
        with app.app_context():
            try:
                return ask()
            except SQLAlchemyError as error:
                return [Check(name, False, f"cannot be read: {type(error).__name__}")]
            except Exception as error:
                app.logger.exception("The check of %s failed.", name)
                return [Check(name, False, f"failed: {type(error).__name__}")]
            finally:
                db.session.remove()

    return asked
