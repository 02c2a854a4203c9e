"""The proxy's file as it is shipped, before two nodes: TLS, what it passes on, and restarts."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.child import ROOT
from support.postgres import free_port
from views import uploads

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "workplan.agency.example"
FORM = "application/x-www-form-urlencoded"
SOON = 60
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


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """The shipped file with its ports and paths replaced, and nothing else."""
    folder = tmp_path_factory.mktemp("proxied")
    ports = [free_port() for _ in range(4)]
    environment = settings(folder)
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    nodes = tuple(Node(port, environment, folder / f"node-{port}.log") for port in ports[:2])
    with ExitStack() as stack:
        for node in nodes:
            node.start()
            stack.callback(node.end)
        for node in nodes:
            wait_for(lambda node=node: node.starts() == 1)
        process = stack.enter_context(nginx(folder, *ports))
        wait_for(lambda: answers(ports[2]))
        log, conf = folder / "access.log", folder / "nginx.conf"
        yield Proxied(ports[2], ports[3], (nodes[0], nodes[1]), log, conf, process)


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


def test_people_are_led_to_https_and_get_a_cookie_for_it(proxied: Proxied) -> None:
    with closing(HTTPConnection("127.0.0.1", proxied.http, timeout=20)) as connection:
        connection.request("GET", "/plans?page=2", headers={"Host": HOST})
        answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/plans?page=2")
    status, headers, _ = get(proxied.https, "/login")
    assert status == 200
    assert headers["Set-Cookie"].startswith("__Host-workplan=")
    assert "max-age" in headers["Strict-Transport-Security"]


def test_an_address_that_somebody_made_up_is_not_believed(proxied: Proxied) -> None:
    number = get(proxied.https, "/login", **{"X-Forwarded-For": "203.0.113.9"})[1]["X-Request-ID"]
    wait_for(lambda: any(number in node.log.read_text() for node in proxied.nodes))
    [line] = [
        line
        for node in proxied.nodes
        for line in node.log.read_text().splitlines()
        if number in line
    ]
    assert "127.0.0.1 person -" in line
    assert "203.0.113.9" not in line


def test_no_log_holds_what_was_searched_for_or_what_opens_something(proxied: Proxied) -> None:
    get(proxied.https, "/search?q=typed-words")
    get(proxied.https, "/r/live-link-of-a-mail")
    get(proxied.https, "/calendar/secret-of-a-feed.ics")
    wait_for(lambda: proxied.log.read_text().count("\n") >= 3)
    text = proxied.log.read_text() + "".join(node.log.read_text() for node in proxied.nodes)
    assert "/search" in text
    for secret in ("typed-words", "live-link", "secret-of-a-feed"):
        assert secret not in text


def test_idle_connections_keep_nobody_out(proxied: Proxied) -> None:
    with ExitStack() as stack:
        for _ in range(30):
            idle = stack.enter_context(socket.create_connection(("127.0.0.1", proxied.https)))
            idle.sendall(b"\x16")
        began = time.monotonic()
        assert get(proxied.https, "/login")[0] == 200
        assert time.monotonic() - began < 2


def test_health_is_asked_of_a_node_by_its_address_and_not_through_the_proxy(
    proxied: Proxied,
) -> None:
    assert get(proxied.https, "/healthz")[0] == 404
    with closing(HTTPConnection("127.0.0.1", proxied.nodes[0].port, timeout=20)) as connection:
        connection.request("GET", "/healthz")
        assert json.loads(connection.getresponse().read())["checks"]["database"]["well"]


def test_reloading_both_nodes_loses_no_request_and_stalls_none(proxied: Proxied) -> None:
    with closing(Load(proxied.https)) as load:
        for node in proxied.nodes:
            before = node.starts()
            node.process.send_signal(signal.SIGHUP)
            wait_for(lambda node=node, before=before: node.starts() == before + 1)
        time.sleep(0.5)
    assert_all_answered(load)


def test_restarting_one_node_after_another_loses_no_request(proxied: Proxied) -> None:
    with closing(Load(proxied.https)) as load:
        for node in proxied.nodes:
            proxied.leave_out(node)
            before = node.starts()
            node.end()
            node.start()
            wait_for(lambda node=node, before=before: node.starts() == before + 1)
            proxied.leave_out(None)
    assert_all_answered(load)


def test_a_reload_takes_changed_settings(proxied: Proxied) -> None:
    node = proxied.nodes[0]
    file = Path(node.environment["WORKPLAN_SETTINGS"])
    file.write_text('CONSENT_BANNER="You agree to the words of this test."\n')
    before = node.starts()
    node.process.send_signal(signal.SIGHUP)
    wait_for(lambda: node.starts() == before + 1)
    with closing(HTTPConnection("127.0.0.1", node.port, timeout=20)) as connection:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
        connection.request("GET", "/login", headers=headers)
        assert "the words of this test" in connection.getresponse().read().decode()
    file.write_text("this is no setting")
    node.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "The one before goes on." in node.log.read_text())
    assert answers(proxied.https)


def assert_all_answered(load: Load) -> None:
    assert {status for status, _ in load.answers} == {200}
    assert len(load.answers) > 50
    assert max(took for _, took in load.answers) < 5  # 0.3 on two idle cores


def test_it_takes_what_the_app_takes() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    [megabytes] = re.findall(r"client_max_body_size +(\d+)m;", text)
    assert int(megabytes) * 2**20 > max(uploads.LARGEST.values())
