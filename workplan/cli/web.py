"""`flask web`: keep the site served in production, and change its code without losing a request.

This process holds the port and nothing else. On a hang-up (`systemctl reload`) it starts a second
web server with the code and settings of now, on the same port; once that can answer, the first is
told to finish what it has begun. If the second does not start, the first goes on.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from workplan.served import READY

HOME = Path(os.environ.get("WORKPLAN_HOME") or Path(__file__).resolve().parent.parent.parent)
"""Where the code is found at each start: a link that leads to another version after an upgrade."""
START_SECONDS = 60
END_SECONDS = 35
"""How long a server may take to finish; gunicorn itself gives its workers thirty."""
BACKLOG = 2048


class NotReady(Exception):
    """A web server ended, or said nothing in time, before it could answer."""


@click.command("web")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
def web(bind: str) -> None:
    """Serve the site until told to end; reload on a hang-up."""
    host, _, port = bind.rpartition(":")
    with socket.create_server((host, int(port)), backlog=BACKLOG) as listener:
        click.echo(f"web: serving {bind} (process {os.getpid()})")
        raise SystemExit(_Site(listener).run())


class _Site:
    """The web server of now, and the signals that change it."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._is_ending = self._is_reloading = False
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        signal.signal(signal.SIGHUP, self._reload)

    def run(self) -> int:
        """Serve until told to end, and return the status of the process."""
        try:
            server = self._started()
        except NotReady as failure:
            click.echo(f"web: {failure}", err=True)
            return 1
        leaving: list[subprocess.Popen[bytes]] = []
        while not self._is_ending:
            if self._is_reloading:
                self._is_reloading = False
                try:
                    new = self._started()
                except NotReady as failure:
                    click.echo(f"web: {failure} The one before goes on.", err=True)
                else:
                    server.terminate()
                    leaving.append(server)
                    server = new
            elif server.poll() is not None:
                click.echo(f"web: the server ended ({server.returncode}); started again.", err=True)
                time.sleep(1)
                with suppress(NotReady):
                    server = self._started()
            leaving = [one for one in leaving if one.poll() is None]
            time.sleep(0.1)
        self._listener.close()  # from here on the proxy asks another node
        for one in (server, *leaving):
            one.terminate()
        deadline = time.monotonic() + END_SECONDS
        for one in (server, *leaving):
            try:
                one.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.kill()
        return 0

    def _started(self) -> subprocess.Popen[bytes]:
        """Start a web server on the port and return it once each of its workers can answer."""
        hears, says = os.pipe()
        number = self._listener.fileno()
        environment = {**os.environ, READY: str(says)}
        environment.pop("NOTIFY_SOCKET", None)  # that is between systemd and this process
        own = HOME / ".venv" / "bin" / "python"
        python = str(own) if own.exists() else sys.executable
        config = str(HOME / "deploy" / "gunicorn.conf.py")
        server = subprocess.Popen(  # noqa: S603  # our own arguments, no shell
            [python, "-m", "gunicorn", "--config", config, "--bind", f"fd://{number}", "wsgi:app"],
            cwd=HOME,
            env=environment,
            pass_fds=(number, says),
        )
        os.close(says)
        with os.fdopen(hears, "rb") as heard:
            if select.select([heard], [], [], START_SECONDS)[0] and heard.read(1):
                click.echo(f"web: server {server.pid} answers")
                return server
        server.kill()
        raise NotReady(f"The web server {server.pid} did not start (status {server.wait()}).")

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._is_ending = True

    def _reload(self, _number: int, _frame: FrameType | None) -> None:
        self._is_reloading = True
