"""`flask serve`: the embedded mode. Migrate, load the samples once, serve, and remind."""

from __future__ import annotations

import errno
import os
import signal
import socket
import time
from types import FrameType

import click
import flask_migrate
from flask import current_app

from config import Settings
from workplan.charts import fonts
from workplan.cli.answers import plain_errors
from workplan.cli.children import Child, end_all
from workplan.cli.house.samples import load_if_empty
from workplan.cli.users import show_first_link


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--samples/--no-samples", default=True, help="Load sample plans when it is empty.")
@click.option("--with-starter", is_flag=True, help="End when whoever started this ends.")
def serve(host: str, port: int, *, samples: bool, with_starter: bool) -> None:
    """Set up the instance folder, then run the site and the scheduler until Ctrl-C.

    Either is started again when it dies, and both end with this process, however it ends. Without
    samples, and while nobody has an account, it prints the address of the first administrator.
    """
    refuse_taken(host, port)
    with plain_errors():
        fonts.files()
    starter = os.getppid() if with_starter else None
    settings: Settings = current_app.extensions["workplan"]
    click.echo(f"Instance folder: {settings.instance}")
    flask_migrate.upgrade()
    if samples:
        load_if_empty()
    environment = {"BASE_URL": f"http://{host}:{port}", **os.environ}
    environment["INSTANCE"] = str(settings.instance)
    show_first_link(environment["BASE_URL"])
    click.echo(f"Serving http://{host}:{port} (Ctrl-C stops everything)")
    site = ("--bind", f"{host}:{port}", "wsgi:app")
    lock = ("--lock", str(settings.instance / "scheduler.lock"))
    children = [
        Child("web server", environment, *GUNICORN, *site, gives_up=True),
        Child("scheduler", environment, *SCHEDULER, *lock),
    ]
    raise SystemExit(_keep(children, starter))


def refuse_taken(host: str, port: int) -> None:
    """End before anything is started where another program listens already."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"The address http://{host}:{port} is in use. Choose another --port."
            ) from error


GUNICORN = ("gunicorn", "--config", "python:workplan.embedded")
SCHEDULER = ("flask", "--app", "wsgi", "scheduler", "--until-input-ends")


def _keep(children: list[Child], starter: int | None) -> int:
    """Keep the children alive until a signal comes, or one gives up; then end them all.

    Args:
        starter: the process with which this one ends, such as make; None for whatever happens.
    """
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    status = 0
    while not stopped and not status and starter in (None, os.getppid()):
        time.sleep(0.1)
        status = max(child.tend() or 0 for child in children)
    end_all(children)
    return status
