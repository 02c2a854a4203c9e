"""What a page starts and does not wait for: it neither delays the answer nor shows in its time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from weakref import WeakSet

from flask import Flask, current_app

_under_way: WeakSet[Thread] = WeakSet()


def start(errand: Callable[[], object]) -> None:
    """Run something beside the request, in a context of its own; a failure is logged."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # what the proxy is of
    thread = Thread(target=_run, args=(app, errand))
    _under_way.add(thread)
    thread.start()


def wait(seconds: float = 10) -> None:
    """Wait until everything that was started is done, as a test does that looks at the outcome."""
    for thread in list(_under_way):
        thread.join(seconds)


def _run(app: Flask, errand: Callable[[], object]) -> None:
    with app.app_context():
        try:
            errand()
        except Exception:
            app.logger.exception("An errand failed.")
