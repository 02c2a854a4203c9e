"""Headers on every response: a nonce CSP without unsafe-inline, nothing cached that is private."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest


def nonce() -> str:
    """Return this response's nonce."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    found: str = g.csp_nonce
    return found


def protect(response: Response) -> Response:
    """Add the headers; static files may be cached, everything else is the person's own."""
    policy = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce()}'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response


def refuse_nul() -> None:
    """Refuse the one character that no text in PostgreSQL can hold; people cannot type it."""
    if any("\0" in text for text in (request.path, *_values())):
        raise BadRequest("The request holds a NUL character. Type the text again.")


def _values() -> Iterator[str]:
    for source in (request.args, request.form):
        for values in source.listvalues():
            yield from values


def init_app(app: Flask) -> None:
    """Bind the headers and the nonce to an app."""
    app.before_request(refuse_nul)
    app.after_request(protect)
    app.jinja_env.globals["csp_nonce"] = nonce
