"""Gunicorn's settings in the embedded mode: one worker, which ends with `flask serve`."""

from __future__ import annotations

from workplan.orphans import GRACE_SECONDS, end_with_input

worker_class = "gthread"
threads = 8
loglevel = "warning"
graceful_timeout = GRACE_SECONDS


def on_starting(_server: object) -> None:
    """Watch the input from before the port is taken; gunicorn calls this by its name."""
    end_with_input()
