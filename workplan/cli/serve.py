"""`flask serve`: the embedded mode. Migrate, load the samples once, serve, and remind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from types import FrameType

import click
import flask_migrate
from flask import current_app

from config import Settings
from workplan.cli.samples import load_if_empty

GRACE_SECONDS = 5


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Set up the instance folder, then run the site and the scheduler until Ctrl-C."""
    settings: Settings = current_app.extensions["workplan"]
    click.echo(f"Instance folder: {settings.instance}")
    flask_migrate.upgrade()
    load_if_empty()
    environment = {"BASE_URL": f"http://{host}:{port}", **os.environ}
    environment["INSTANCE"] = str(settings.instance)
    click.echo(f"Serving http://{host}:{port} (Ctrl-C stops everything)")
    children = [
        _start(environment, "gunicorn", "--bind", f"{host}:{port}", *GUNICORN, "wsgi:app"),
        _start(
            environment,
            "flask",
            "--app",
            "wsgi",
            "scheduler",
            "--lock",
            str(settings.instance / "scheduler.lock"),
        ),
    ]
    raise SystemExit(_wait(children))


GUNICORN = ("--worker-class", "gthread", "--threads", "8", "--log-level", "warning")


def _start(environment: Mapping[str, str], module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches it through us, in order."""
    return subprocess.Popen(  # noqa: S603  # our own modules, fixed arguments
        [sys.executable, "-m", module, *arguments], env=environment, start_new_session=True
    )


def _wait(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until a signal comes or the site ends, then stop the others."""
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    site = children[0]
    while not stopped and site.poll() is None:
        time.sleep(0.1)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if stopped else (site.returncode or 1)
