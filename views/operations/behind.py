"""Work that nobody waits for: done in a thread of this process, in the app's context."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from flask import Flask, current_app

from workplan.extensions import db


def begin(work: Callable[[], None]) -> None:
    """Begin work that takes long; whoever does it says in the database how it ended.

    The thread ends with its process: what is under way then is cut short, and must be known as
    such. Tests do it at once, so that nothing goes on after them.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.testing:
        _inside(app, work)
    else:
        Thread(target=_inside, args=(app, work), daemon=True).start()


def _inside(app: Flask, work: Callable[[], None]) -> None:
    with app.app_context():
        try:
            work()
        finally:
            db.session.remove()
