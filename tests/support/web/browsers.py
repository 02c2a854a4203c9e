"""A browser of one person, which keeps cookies, fills in forms and runs no scripts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import session
from flask_wtf.csrf import generate_csrf

from support.ground.office import PASSWORD
from support.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from werkzeug.test import TestResponse

HTMX = {"HX-Request": "true"}


class Browser:
    """A browser of one person, or of nobody; it keeps cookies and runs no scripts."""

    def __init__(self, app: Flask, email: str | None = None) -> None:
        self.client = app.test_client()
        self.token = self._asked_token(app)
        if email is not None:
            answer = self.post("/login", {"email": email, "password": PASSWORD})
            assert answer.status_code == 302, "the person could not sign in"
            self.token = self._asked_token(app)

    def _asked_token(self, app: Flask) -> str:
        """Return the token of this session's forms, without the pages that would show them."""
        with (
            app.app_context(),
            app.test_request_context(),
            self.client.session_transaction() as held,
        ):
            token: str = generate_csrf()
            held["csrf_token"] = session["csrf_token"]
        return token

    def get(self, path: str, **options: Any) -> Answer:
        return Answer(self.client.get(path, **options))

    def post(self, path: str, data: Mapping[str, Any] | None = None, **options: Any) -> Answer:
        """Send a form that carries this session's token, unless the data has one.

        A report has a reason for what does not fit in it, unless the data says otherwise.
        """
        sent = {"csrf_token": self.token, **(data or {})}
        if path.endswith("/report"):
            sent.setdefault("reason", "So it stands")
        return Answer(self.client.post(path, data=sent, **options))

    def submit(self, path: str, changes: Mapping[str, Any], action: str | None = None) -> Answer:
        """Open a page, change what is in its form, and send it."""
        return self.get(path).submit(self, changes, action)


class Answer:
    """What came back, with the page in it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status_code = response.status_code
        self.headers = response.headers
        self.content_type = response.content_type
        self.location = response.headers.get("Location", "")
        self.path = response.request.path
        with response:
            self.data: bytes = response.data

    @property
    def text(self) -> str:
        return self.data.decode()

    @cached_property
    def page(self) -> Page:
        return Page(self.text)

    @property
    def form(self) -> Any:
        return self.page.form()

    def submit(
        self, browser: Browser, changes: Mapping[str, Any], action: str | None = None
    ) -> Answer:
        """Send this page's form with some changes."""
        form = self.page.form(action)
        to = form.attributes.get("action", self.path)
        return browser.post(to, {**form.values(), **changes})
