"""Turn errors into answers: each says what is wrong and the way out."""

from __future__ import annotations

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from views.every_request.access_log import request_id
from workplan.errors import InvalidInput, NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.outages import is_outage
from workplan.services.accounts.signing_in.passwords import TooBusy
from workplan.storage.store import StoreFailure

BUSY_SECONDS = 5


def init_app(app: Flask) -> None:
    """Bind an answer to each kind of error."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(PlanIsFrozen, _frozen)
    app.register_error_handler(InvalidInput, _invalid)
    app.register_error_handler(StoreFailure, _no_store)
    app.register_error_handler(TooBusy, _busy)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(SecurityError, _not_our_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)


def _page(title: str, message: str, status: int) -> tuple[str, int]:
    """Return a page in the site's frame; without it, when who is signed in cannot be asked."""
    try:
        return render_template("errors/error.html", title=title, message=message), status
    except SQLAlchemyError as error:
        if not is_outage(error):
            raise
        return _bare_page(title, message, status)


def _bare_page(title: str, message: str, status: int) -> tuple[str, int]:
    """Return a page that needs neither the database, to know who is signed in, nor an address."""
    template = current_app.jinja_env.get_template("errors/bare.html")
    return template.render(title=title, message=message), status


def _not_found(error: NotFound) -> ResponseReturnValue:
    return _page("Not found", f"{error} Check the address, or go to your work.", 404)


def _not_allowed(error: NotAllowed) -> ResponseReturnValue:
    return _page("Not yours to change", str(error), 403)


def _frozen(error: PlanIsFrozen) -> ResponseReturnValue:
    return _page("The plan is closed", str(error), 409)


def _invalid(error: InvalidInput) -> ResponseReturnValue:
    return _page("This cannot be taken", error.message, 422)


def _no_store(error: StoreFailure) -> ResponseReturnValue:
    current_app.logger.error("Evidence: %s", error)
    return _page(
        "The file store failed",
        f"{error} Nothing was half-saved. Try again; if it happens again, tell your administrator.",
        503,
    )


def _busy(error: TooBusy) -> ResponseReturnValue:
    page, status = _page("Try again in a while", f"{error} Nothing was changed.", 503)
    return page, status, {"Retry-After": str(BUSY_SECONDS)}


def _no_token(error: CSRFError) -> ResponseReturnValue:
    del error  # what was wrong with the token helps nobody but an attacker
    return _page(
        "Nothing was saved",
        "The page was open for too long, or the request did not come from one of our pages. "
        "Go back, copy what you typed, reload the page and send it again.",
        400,
    )


def _not_our_host(error: SecurityError) -> ResponseReturnValue:
    del error  # it repeats the host, which somebody made up
    return _bare_page("Not our address", "No site of ours has this host name. Check it.", 400)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code == 404:
        return _page(
            "Not found", "There is no such page. Check the address, or go to your work.", 404
        )
    if error.code == 413:
        limit = (request.max_content_length or 0) // 1024 // 1024
        return _page(
            "Too large",
            f"What you sent has more than {limit} MB, which is what fits here. Go back: what you "
            "typed is still there. Choose smaller files, or give links to them.",
            413,
        )
    page, status = _page(error.name, error.description or error.name, error.code or 500)
    return page, status, [header for header in error.get_headers() if header[0] != "Content-Type"]


def _broken(error: Exception) -> ResponseReturnValue:
    del error  # logged by Flask, with its trace; the person gets no inner details
    title = "Something broke on our side"
    message = (
        "Nothing was half-saved. Try again; if it happens again, tell your administrator this "
        f"number: {request_id()}."
    )
    try:
        db.session.rollback()
        return _page(title, message, 500)
    except SQLAlchemyError:
        return _bare_page(title, message, 500)
