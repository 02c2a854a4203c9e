"""Connections to a mail server that end by themselves, however slowly the server speaks."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from smtplib import SMTP, SMTP_SSL
from threading import Timer
from typing import Any, NamedTuple


class Patience(NamedTuple):
    """How long a delivery may take, in seconds.

    Args:
        command: for the connection, and for the answer to each command.
        answer: for the answer to the whole message (RFC 5321 4.5.3.2.6 asks for ten minutes).
        whole: for everything together; a server that sends a sign now and then keeps each single
            time-out from coming.
    """

    command: float = 20
    answer: float = 600
    whole: float = 14 * 60


Hear = Callable[[str, str], None]
"""Takes one line of a conversation: who said it, `us` or `server`, and what."""
NOT_SHOWN = "(a part of the sign-in, not shown)"


class Overheard(SMTP):
    """A conversation that somebody may listen to; nobody hears what signs us in."""

    hear: Hear | None = None
    _is_secret = False

    def say(self, text: str) -> None:
        """Let whoever listens hear what we do, apart from commands."""
        if self.hear is not None:
            self.hear("us", text)

    def putcmd(self, cmd: str, args: str = "") -> None:
        """Send a command."""
        if self.hear is not None:
            shown = f"{cmd} {args}".strip()
            if self._is_secret:
                method = args.partition(" ")[0]
                shown = f"AUTH {method} …" if cmd.upper() == "AUTH" else NOT_SHOWN
            self.hear("us", shown)
        super().putcmd(cmd, args)

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer."""
        code, answer = super().getreply()
        if self.hear is not None:
            for line in answer.decode("utf-8", "replace").splitlines() or [""]:
                self.hear("server", f"{code} {line}".strip())
        return code, answer

    def login(self, user: str, password: str, **how: Any) -> tuple[int, bytes]:
        """Sign in."""
        self._is_secret = True
        try:
            return super().login(user, password, **how)
        finally:
            self._is_secret = False


class Plain(Overheard):
    """A connection in clear text, at least at first."""

    raw: socket.socket | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        # STARTTLS checks the certificate against this name.
        self._host = host
        self.raw = _connected(host, port, timeout)
        return self.raw


class Encrypted(Overheard, SMTP_SSL):
    """A connection in TLS from the start."""

    raw: socket.socket | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = _connected(host, port, timeout)
        # Known before the handshake, so that a slow one can be ended too.
        self.raw = secured = self.context.wrap_socket(
            plain, server_hostname=host, do_handshake_on_connect=False
        )
        secured.do_handshake()
        return secured


def _connected(host: str, port: int, timeout: float) -> socket.socket:
    """Connect; what is sent leaves at once.

    A message and the dot that ends it are sent apart. Else the dot would wait until the server has
    said that the message came, which it puts off for 40 ms because it has no answer yet.
    """
    found = socket.create_connection((host, port), timeout)
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found


def prepared(scheme: str, patience: Patience) -> Plain | Encrypted:
    """Return a connection that is not made yet."""
    if scheme == "smtps":
        return Encrypted(timeout=patience.command, context=ssl.create_default_context())
    return Plain(timeout=patience.command)


@contextmanager
def cut_after(seconds: float, server: Plain | Encrypted) -> Iterator[None]:
    """Cut a connection off when its time is over; whatever waits on it then fails at once."""
    timer = Timer(seconds, _cut, [server])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(server: Any) -> None:
    for one in (server.sock, server.raw):
        if one is not None:
            with suppress(OSError):  # It may have ended by itself.
                one.shutdown(socket.SHUT_RDWR)


def close(server: Plain | Encrypted) -> None:
    """End a connection at once."""
    # Once accepted the message is the server's; a polite goodbye would change nothing.
    server.close()
    if server.raw is not None:
        server.raw.close()
