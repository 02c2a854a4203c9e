"""Errands: done beside the answer, in a context of their own, and a failure is logged."""

from __future__ import annotations

import logging
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from views.support import errands
from workplan.extensions import db

if TYPE_CHECKING:
    import pytest
    from flask import Flask


def test_an_errand_runs_beside_the_request_and_may_ask_the_database(app: Flask) -> None:
    seen = []

    def ask() -> None:
        seen.append((current_thread() is main_thread(), db.session.connection() is not None))

    with app.app_context():
        errands.start(ask)
    errands.wait()
    assert seen == [(False, True)]


def test_an_errand_that_fails_is_logged_and_nobody_else_notices(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("a mail server of straw")

    with app.app_context(), caplog.at_level(logging.ERROR):
        errands.start(fail)
        errands.wait()
    assert "An errand failed." in caplog.text
