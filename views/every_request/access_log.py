"""A line of log for each request, and the number by which a person's report is found in it.

Neither what people typed (which stands in queries and bodies) nor what signs them in (which stands
in links of mails and calendars) is ever in a line.
"""

from __future__ import annotations

import logging
import re
import secrets
from functools import partial
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from views.support.session import known_actor

log = logging.getLogger("workplan.access")

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
SECRET = re.compile(r"(/(?:r|c|stop|calendar|set-password|first|account/address)/+)[^/]+")
"""The beginning of the addresses whose next part opens something by itself."""


def request_id() -> str:
    """Return the number of this request: the proxy's, or one of ours."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        g.request_id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    found: str = g.request_id
    return found


def _begin() -> None:
    g.began = perf_counter()


def _line(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if log.isEnabledFor(logging.INFO):
        who = known_actor()
        took = 1000 * (perf_counter() - g.get("began", perf_counter()))
        log.info(
            "%s %s %s %d ms %s person %s",
            request.method,
            shown_path(),
            response.status_code,
            took,
            request.remote_addr,
            "-" if who is None else who.id,
        )
    return response


def shown_path() -> str:
    """Return the path of this request with what opens something left out, found or not."""
    path = SECRET.sub(r"\1…", request.path)
    return path.encode("unicode_escape").decode().replace(r"\u2026", "…")


def _broke(app: Flask, trace: Any) -> None:
    """Tell of an error, without the address as it was asked for."""
    app.logger.error("%s %s broke", request.method, shown_path(), exc_info=trace)


class Numbered(logging.Filter):
    """Gives each record the number of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take every record."""
        record.request_id = request_id() if has_request_context() else "-"
        return True


def init_app(app: Flask, *, is_production: bool) -> None:
    """Number the requests of an app, and write its logs to the stream of errors."""
    app.before_request(_begin)
    app.log_exception = partial(_broke, app)  # type: ignore[method-assign]
    app.after_request(_line)
    if not is_production:
        return
    handler = logging.StreamHandler()
    form = "%(asctime)s %(levelname)s %(request_id)s %(name)s: %(message)s"
    handler.setFormatter(logging.Formatter(form))
    handler.addFilter(Numbered())
    app.logger.handlers = [handler]
    app.logger.setLevel(logging.INFO)
    app.logger.propagate = False
