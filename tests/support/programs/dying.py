"""Ends its own process as a power cut would, at a named point of sending a mail."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

from workplan.mail import connections
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery import deliveries, outbox, recorded
from workplan.services.delivery.outcomes import Outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

Place = tuple[Any, str]
DOT = b".\r\n"
BEFORE: dict[str, Place] = {
    "before the claim": (outbox, "_taken"),
    "after the claim": (deliveries, "_deliver"),
    "before DATA": (SmtpMailer, "_hand_over"),
    "before the answer is kept": (Outcomes, "keep"),
    "before the ledger has it": (recorded, "_put"),
    "after the ledger has it": (Outcomes, "let_go"),
}
AFTER: dict[str, Place] = {
    "after the 250": (SmtpMailer, "deliver"),
    "after the answer is kept": (Outcomes, "keep"),
}
AT_THE_DOT = ("before the dot", "after the dot")
POINTS = (*BEFORE, *AT_THE_DOT, *AFTER)
COPIED = ("after the dot", "after the 250", "before the answer is kept")
"""After these the server has the mail and nothing of ours knows it: a second copy is possible."""


def arm(point: str, mails: int = 0) -> None:
    """Let this process die at a point, after some mails have passed it."""
    passed = iter(range(mails))

    def die() -> None:
        if next(passed, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    if point in AT_THE_DOT:
        _at_the_dot(die, is_sent=point == "after the dot")
        return
    is_before = point in BEFORE
    owner, name = (BEFORE if is_before else AFTER)[point]
    inner: Callable[..., Any] = getattr(owner, name)

    @wraps(inner)
    def watched(*args: Any, **named: Any) -> Any:
        if is_before:
            die()
        found = inner(*args, **named)
        if not is_before:
            die()
        return found

    setattr(owner, name, watched)


def _at_the_dot(die: Callable[[], None], *, is_sent: bool) -> None:
    inner = connections.Plain.send

    def send(self: connections.Plain, content: Any) -> None:
        if content == DOT and not is_sent:
            die()
        inner(self, content)
        if content == DOT and is_sent:
            # The server has to have it before this process is gone.
            with suppress(OSError):
                self.sock.settimeout(5)  # type: ignore[union-attr]  # connected
                self.sock.recv(1, socket.MSG_PEEK)  # type: ignore[union-attr]  # as above
            die()

    connections.Plain.send = send  # type: ignore[method-assign]  # this process is about to die
