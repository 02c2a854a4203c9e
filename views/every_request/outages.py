"""The database is away, locked, full or read-only: say so, and give back what was typed."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from views.every_request.access_log import request_id
from views.reporting.kept_forms import UNSEEN
from views.support.sent.once import FIELD
from views.support.shown import previewing
from workplan.extensions import db
from workplan.outages import is_outage

RETRY_SECONDS = 10
TITLE = "The database cannot be reached or written now"
NO_DISK = "The disk takes nothing now"
MESSAGE = "Nothing was changed. Try again soon; your administrator can see why by this number:"


def init_app(app: Flask) -> None:
    """Bind the answer; a fault of our own goes on to where bugs are told of."""
    app.register_error_handler(SQLAlchemyError, _answer)
    app.register_error_handler(OSError, _no_disk)


def _answer(error: SQLAlchemyError) -> ResponseReturnValue:
    if not is_outage(error):
        raise error
    current_app.logger.error("The database failed: %s", error)
    try:
        db.session.remove()
    except SQLAlchemyError:
        # The connection was lost, and what it had begun is taken back by the server.
        current_app.logger.info("A lost connection could not be closed in order.")
    return page(), 503, {"Retry-After": str(RETRY_SECONDS)}


def _no_disk(error: OSError) -> ResponseReturnValue:
    """Answer what the disk refused: it is full, closed to us, or away."""
    current_app.logger.error("The disk failed.", exc_info=error)
    return page(NO_DISK), 503, {"Retry-After": str(RETRY_SECONDS)}


def page(title: str = TITLE) -> str:
    """Return a page, or a part of one, that is made without the database.

    What was typed stands in it to be read, copied and sent again; passwords and files do not.
    """
    name = "_away.html" if previewing.is_live() else "away.html"
    template = current_app.jinja_env.get_template(f"errors/{name}")
    if request.method in ("GET", "HEAD"):
        facts = {"title": title, "message": _message(), "again": request.full_path}
        return template.render(facts, files=[], shown=[], action="")
    fields, files = _typed()
    is_secret = any("password" in field for field, _ in fields)
    shown = [(k, v) for k, v in fields if v and k not in (*UNSEEN, FIELD) and "password" not in k]
    return template.render(
        title=title,
        message=_message(),
        action=None if is_secret else request.full_path.removesuffix("?"),
        fields=fields,
        shown=shown,
        files=files,
        again=request.path,
    )


def _message() -> str:
    return f"{MESSAGE} {request_id()}."


def _typed() -> tuple[list[tuple[str, str]], list[str]]:
    """Return the fields of the form and the names of its files, as far as it can be read."""
    try:
        fields = list(request.form.items(multi=True))
        files = [file.filename for file in request.files.values() if file.filename]
    except HTTPException:  # larger than a request may be; that answer stands elsewhere
        return [], []
    return fields, files
