"""The proxy's file as it is shipped, before two nodes: TLS, what it passes on, and restarts."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.programs.proxied import (
    DEPLOY,
    HOST,
    Load,
    Proxied,
    answers,
    get,
    wait_for,
)
from views.support.sent import uploads

if TYPE_CHECKING:
    from support.programs.proxied import Node


pytestmark = pytest.mark.program


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
    get(proxied.https, "/stop/secret-of-a-mail")
    for place in ("set-password", "first", "account/address"):
        get(proxied.https, f"/{place}/live-link-of-an-account")
    wait_for(lambda: proxied.log.read_text().count("\n") >= 7)
    text = proxied.log.read_text() + "".join(node.log.read_text() for node in proxied.nodes)
    assert "/search" in text
    for secret in ("typed-words", "live-link", "secret-of-a-feed", "secret-of-a-mail"):
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
    # The server before may still take a request, until it has been told that this one answers.
    wait_for(lambda: "the words of this test" in page_of(node))
    file.write_text("this is no setting")
    try:
        node.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "The one before goes on." in node.log.read_text())
        assert answers(proxied.https)
    finally:
        file.write_text("")


def page_of(node: Node) -> str:
    """Return the sign-in as a node serves it, past the proxy."""
    with closing(HTTPConnection("127.0.0.1", node.port, timeout=20)) as connection:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
        connection.request("GET", "/login", headers=headers)
        return connection.getresponse().read().decode()


def assert_all_answered(load: Load) -> None:
    assert {status for status, _ in load.answers} == {200}
    assert len(load.answers) > 50
    assert max(took for _, took in load.answers) < 5  # 0.3 on two idle cores


def test_it_takes_what_the_app_takes() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    [megabytes] = re.findall(r"client_max_body_size +(\d+)m;", text)
    assert int(megabytes) * 2**20 > max(uploads.LARGEST.values())
