"""The mail server of the tests leaves nothing open, which another test would be blamed for."""

from __future__ import annotations

import gc
import socket
import sys
import warnings

import pytest

from support.programs.mail_server import MailServer


@pytest.mark.parametrize("what", ["are silent", "were greeted", "hang up"])
def test_a_mail_server_that_stops_ends_connections_that(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_open: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda seen: left_open.append(seen.exc_value))
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        for _ in range(20):
            with MailServer() as server:
                clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(5)]
                if what == "were greeted":
                    assert all(client.recv(3) == b"220" for client in clients)
                if what == "hang up":
                    clients.pop().close()
                    clients[0].sendall(b"QUIT\r\n")
            for client in clients:
                client.close()
            gc.collect()
    assert left_open == []
