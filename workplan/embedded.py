"""Gunicorn's settings in the embedded mode: two workers, which end with `flask serve`."""

from __future__ import annotations

from workplan.orphans import GRACE_SECONDS, end_with_input

worker_class = "gthread"
workers = 2  # threads of one process wait for each other at every statement
threads = 4
preload_app = True
control_socket_disable = True
loglevel = "warning"
graceful_timeout = GRACE_SECONDS


def on_starting(_server: object) -> None:
    """Watch the input from before the port is taken; gunicorn calls this by its name."""
    end_with_input()
