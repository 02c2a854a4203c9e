"""Many people save at once over HTTP: what is accepted is in the journal once, and no more."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from support.ground.office import PASSWORD
from support.web.page import Page
from workplan.extensions import db
from workplan.services.record import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.site import Site

CLIENTS, ACTIONS = 5, 6
ACCEPTED = 302


class Quiet(WSGIRequestHandler):
    """Prints nothing for each request."""

    def log_request(self, *_: object) -> None:
        pass


class Client:
    """A browser over a real connection, which keeps its cookies."""

    def __init__(self, port: int, email: str) -> None:
        self.port, self.cookies = port, dict[str, str]()
        form = self.form("/login")
        self.send("/login", {**form, "email": email, "password": PASSWORD})

    def form(self, path: str) -> dict[str, str]:
        _, text = self._ask("GET", path, None)
        return dict(Page(text).form().values())

    def send(self, path: str, fields: dict[str, str]) -> int:
        return self._ask("POST", path, urlencode(fields))[0]

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        text = answer.read().decode()
        connection.close()
        return answer.status, text


@contextmanager
def served(site: Site) -> Iterator[int]:
    """Serve the site on a loopback port."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_accepted_change_is_in_the_journal_once_and_no_refused_one(
    site: Site, seed: int
) -> None:
    task_id = site.tasks["ours"]
    report, edit = f"/tasks/{task_id}/report", f"/tasks/{task_id}/edit"
    before = site.version(task_id)
    told: list[tuple[str, bool]] = []

    def work(number: int, client: Client) -> None:
        chance = Random(seed * 100 + number)  # noqa: S311  # repeatable, nothing is secret
        kept: dict[str, dict[str, str]] = {}
        for action in range(ACTIONS):
            path = edit if number % 2 and chance.random() < 0.5 else report
            # Now and then an old form is sent, as from a tab that stayed open.
            if path not in kept or chance.random() < 0.6:
                kept[path] = client.form(path)
            mark = f"mark {number} {action}"
            if path == report:
                said = {"done": mark, "percent": str(chance.randint(1, 99)), "reason": "So it is"}
            else:
                said = {"description": mark}
            status = client.send(path, {**kept[path], **said})
            assert status in (ACCEPTED, 409, 422)
            told.append((mark, status == ACCEPTED))

    with served(site) as port:
        who = ("lead", "coordinator", "lead", "coordinator", "lead")[:CLIENTS]
        clients = [Client(port, site.office.email(name)) for name in who]
        with ThreadPoolExecutor(CLIENTS) as pool:
            for done in [pool.submit(work, n, client) for n, client in enumerate(clients)]:
                done.result()

    written = Counter(
        entry.after.get("done") or entry.after.get("description")
        for entry in site.rows("journal")
        if entry.after and entry.verb in ("task.reported", "task.changed")
    )
    accepted = {mark for mark, was_accepted in told if was_accepted}
    refused = {mark for mark, was_accepted in told if not was_accepted}
    assert len(told) == CLIENTS * ACTIONS
    assert accepted
    assert all(written[mark] == 1 for mark in accepted)
    assert all(written[mark] == 0 for mark in refused)
    assert site.version(task_id) == before + len(accepted)
    with site.inside():
        journal.verify(db.session())
