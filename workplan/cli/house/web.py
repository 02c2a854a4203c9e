"""`flask web`: keep the site served in production, and change its code without losing a request.

This process holds the port and nothing else. On a hang-up (`systemctl reload`) it starts a second
web server on the same port, with the code that WORKPLAN_HOME leads to and the settings that stand
in the file WORKPLAN_SETTINGS by then; once that answers, the first is told to finish what it has
begun. If the second does not start, the first goes on.
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
from workplan.settings import settings_file

HOME = Path(os.environ.get("WORKPLAN_HOME") or Path(__file__).resolve().parents[3])
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


def _settings() -> dict[str, str]:
    """Return the settings that the file holds now, so that a reload takes changes of it.

    Raises:
        NotReady: when it cannot be read.
    """
    path = os.environ.get("WORKPLAN_SETTINGS")
    try:
        return settings_file.read(Path(path)) if path else {}
    except (OSError, ValueError) as error:
        raise NotReady(f"The settings cannot be read: {error}") from error


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
        # What comes from here on is not answered: the proxy leaves a node out before it is ended.
        self._listener.close()
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
        """Start a web server on the port and return it once a worker of it answers."""
        hears, says = os.pipe()
        number = self._listener.fileno()
        environment = {**os.environ, **_settings(), READY: str(says)}
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
        deadline = time.monotonic() + START_SECONDS
        with os.fdopen(hears, "rb") as heard:
            while not self._is_ending and time.monotonic() < deadline:
                if select.select([heard], [], [], 0.2)[0]:
                    if not heard.read(1):
                        break  # it ended
                    click.echo(f"web: server {server.pid} answers")
                    return server
        server.kill()
        raise NotReady(f"The web server {server.pid} did not start (status {server.wait()}).")

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._is_ending = True

    def _reload(self, _number: int, _frame: FrameType | None) -> None:
        self._is_reloading = True
