"""The proxy's file as it is shipped, run on loopback before two nodes of a site."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from typing import TYPE_CHECKING

from support.programs.child import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "workplan.agency.example"
FORM = "application/x-www-form-urlencoded"
SOON = 60
BETWEEN = 0.03
"""Seconds after which a person asks for the next page: a hundred a second between three of them,
and most of the machine is left to the nodes that start meanwhile."""
DEPLOY = ROOT / "deploy"


@dataclass
class Node:
    """A running `flask web`."""

    port: int
    environment: dict[str, str]
    log: Path

    def start(self) -> None:
        flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
        command = [*flask, "web", "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def starts(self) -> int:
        """Return how many servers have said that they answer."""
        return self.log.read_text().count("answers")

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(40)


class Load:
    """People who ask for pages, one after another, until it is closed."""

    def __init__(self, port: int, people: int = 3) -> None:
        self.port = port
        self.answers: list[tuple[object, float]] = []
        self._is_over = False
        self._threads = [threading.Thread(target=self._ask) for _ in range(people)]
        for thread in self._threads:
            thread.start()

    def _ask(self) -> None:
        while not self._is_over:
            began = time.monotonic()
            try:
                # One form after another: what was sent to a node is never sent to another.
                status: object = post(self.port, "/logout")
                status = get(self.port, "/help")[0] if status == 400 else status
            except (OSError, HTTPException) as failure:
                status = repr(failure)
            self.answers.append((status, time.monotonic() - began))
            time.sleep(BETWEEN)

    def close(self) -> None:
        self._is_over = True
        for thread in self._threads:
            thread.join()


@dataclass
class Proxied:
    """The proxy, on two ports of loopback, with its nodes."""

    https: int
    http: int
    nodes: tuple[Node, Node]
    log: Path
    conf: Path
    process: subprocess.Popen[bytes]

    def leave_out(self, node: Node | None) -> None:
        """Ask all nodes but one, as docs/deploy.md has it; with None, all of them again."""
        text = self.conf.read_text().replace(" down ", " ")
        if node is not None:
            own = f"server 127.0.0.1:{node.port} "
            text = text.replace(own, f"{own}down ")
        self.conf.write_text(text)
        self.process.send_signal(signal.SIGHUP)
        time.sleep(1)


def settings(folder: Path) -> dict[str, str]:
    instance = folder / "instance"
    instance.mkdir(mode=0o700)
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "WORKPLAN_MODE": "production",
        "SECRET_KEY": "q9Zt-3kPmW_7xBvL2cRdN8sYhJ4fGaEu",
        "DATABASE_URL": f"sqlite:///{instance / 'workplan.sqlite3'}",
        "ALLOW_SQLITE": "1",
        "BASE_URL": f"https://{HOST}",
        "TRUSTED_HOSTS": HOST,
        "MAIL_URL": "smtp://127.0.0.1:1",
        "INSTANCE": str(instance),
        "WEB_WORKERS": "2",
        "WORKPLAN_SETTINGS": str(settings_file(folder)),
    }


def settings_file(folder: Path) -> Path:
    """Return a file without a setting in it, to be changed."""
    path = folder / "workplan.env"
    path.touch(mode=0o600)
    return path


@contextmanager
def nginx(
    folder: Path, one: int, two: int, https: int, http: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run nginx with the shipped file, and yield its process."""
    for name in ("key.pem", "fullchain.pem"):
        (folder / name).touch(mode=0o600)
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )
    log = folder / "access.log"
    text = (DEPLOY / "nginx.conf").read_text()
    for shipped, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{one}"),
        ("127.0.0.1:8001", f"127.0.0.1:{two}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{https} ssl"),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("/etc/ssl/workplan/", f"{folder}/"),
        ("/var/log/nginx/workplan.log", str(log)),
        ("/var/log/nginx/workplan-error.log", str(folder / "own-error.log")),
        ("/etc/nginx/workplan-proxy.conf", str(DEPLOY / "nginx-proxy.conf")),
    ):
        assert shipped in text
        text = text.replace(shipped, here)
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + "http {\n"
        + "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + text
        + "}\n"
    )
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:" + os.environ["PATH"])
    assert program is not None, "tests/provision.py installs nginx"
    process = subprocess.Popen([program, "-c", whole, "-e", folder / "error.log"])
    try:
        yield process
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(20)


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Ask over TLS, without checking who signed the certificate of this test."""
    context = ssl._create_unverified_context()  # noqa: S323  # made above
    connection = HTTPSConnection("127.0.0.1", port, context=context, timeout=20)
    with closing(connection):
        connection.request("GET", path, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def post(port: int, path: str) -> int:
    """Send a form that carries no token, which is answered by 400."""
    context = ssl._create_unverified_context()  # noqa: S323  # made above
    connection = HTTPSConnection("127.0.0.1", port, context=context, timeout=20)
    with closing(connection):
        connection.request("POST", path, "email=a", {"Host": HOST, "Content-Type": FORM})
        return connection.getresponse().status


def answers(port: int) -> bool:
    with suppress(OSError, HTTPException):
        return get(port, "/login")[0] == 200
    return False


def wait_for(condition) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.05)
