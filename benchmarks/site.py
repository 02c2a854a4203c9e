"""A real site to measure: a database with synthetic plans, gunicorn with one worker, one client."""

from __future__ import annotations

import html
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode


def app_in(folder: Path) -> Any:
    """Return an app whose instance is a folder: each measure in this process has its own."""
    from config import Settings
    from workplan.app import create_app

    return create_app(Settings.from_environment({**os.environ, "INSTANCE": str(folder)}))


class Site:
    """The running site, signed in as one person over one kept connection."""

    def __init__(self, instance: Path, port: int, process: subprocess.Popen[bytes]) -> None:
        self.instance = instance
        self.address = f"http://127.0.0.1:{port}"
        self.process = process
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> bytes:
        """Return the body of a page."""
        return self._ask("GET", path, None)

    def post(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> bytes:
        """Send a form and return the answer's body."""
        return self._ask("POST", path, urlencode(fields), headers)

    def form(self, page: str) -> dict[str, str]:
        """Return what the form of a page would send, as it stands."""
        main = page[page.index("<main") :]
        fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', main))
        fields |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\s*([^<]*)<', main))
        for name, options in re.findall(
            r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', main, re.S
        ):
            chosen = re.search(
                r'<option[^>]*?selected[^>]*?value="([^"]*)"|value="([^"]*)"[^>]*?selected', options
            )
            fields[name] = (chosen.group(1) or chosen.group(2) or "") if chosen else ""
        return {name: html.unescape(value) for name, value in fields.items()}

    def token(self, path: str) -> tuple[str, str]:
        """Return the CSRF token and the version that a form holds."""
        page = self.get(path).decode()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        version = re.search(r'name="version"[^>]*value="(\d+)"', page)
        assert token is not None
        return token.group(1), version.group(1) if version else ""

    def sign_in(self, role: str) -> None:
        """Sign in as the first sample person of a role, on a new connection."""
        self.connection.close()
        self.cookies.clear()
        people = json.loads((self.instance / "sample-sign-ins.json").read_text(encoding="utf-8"))
        person = next(p for p in people if p["role"] == role)
        token, _ = self.token("/login")
        fields = {"csrf_token": token, "email": person["email"], "password": person["password"]}
        self.post("/login", fields)

    def worker_megabytes(self) -> float:
        """Return the resident memory of the worker."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
        status = Path(f"/proc/{children.split()[0]}/status").read_text(encoding="utf-8")
        resident = re.search(r"VmRSS:\s+(\d+)", status)
        assert resident is not None
        return int(resident.group(1)) / 1024

    def _ask(
        self, method: str, path: str, body: str | None, more: dict[str, str] | None = None
    ) -> bytes:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | (more or {})
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, rest = header.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        answer = response.read()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path} answered {response.status}")
        return answer


@contextmanager
def running(*sizes: tuple[int, int]) -> Iterator[Site]:
    """Yield a site that holds a synthetic plan of each size (tasks, links)."""
    with TemporaryDirectory(prefix="workplan-bench-") as folder:
        environment = {**os.environ, "INSTANCE": folder}
        environment.pop("DATABASE_URL", None)
        _flask(environment, "db", "upgrade")
        for tasks, links in sizes:
            _flask(environment, "sample", "generate", f"--tasks={tasks}", f"--links={links}")
        port = _free_port()
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
        command += ["--worker-class", "gthread", "--threads", "8", "--log-level", "error"]
        process = subprocess.Popen([*command, "wsgi:app"], env=environment)  # noqa: S603
        try:
            site = Site(Path(folder), port, process)
            _wait_for(site)
            yield site
        finally:
            process.terminate()
            process.wait()


def _flask(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(site: Site) -> None:
    for _ in range(200):
        try:
            site.get("/login")
        except OSError:
            site.connection.close()
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The site did not start within ten seconds.")
