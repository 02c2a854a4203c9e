"""A scheduler in a process of its own; as a program, it beats at each moment that it hears."""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from support.programs.child import Child, answer, started
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery.deliveries import Sender
from workplan.services.operations import beats

if TYPE_CHECKING:
    from email.message import EmailMessage

    from flask import Flask

    from workplan.mail.mailer import Mailer

SENDER = ("workplan@office.example", "https://work.example")


class SchedulerProcess(Child):
    """A started scheduler.

    Args:
        die: "before" or "after" handing its first mail over, by SIGKILL; or not at all.
    """

    def __init__(self, app: Flask, mail_url: str, *, die: str = "") -> None:
        super().__init__("support.programs.scheduler_process", app, mail_url=mail_url, die=die)

    def beat(self, now: datetime) -> None:
        """Let it beat at a moment, and do not wait."""
        self.say(now.isoformat())

    def done(self) -> beats.Tick:
        """Wait for the beat and return what it did."""
        return beats.Tick(*self.hear())


class DyingMailer:
    """Kills its own process around the first mail, as a power cut would."""

    def __init__(self, inner: Mailer, when: str) -> None:
        self.inner, self.when = inner, when

    def deliver(self, message: EmailMessage) -> str:
        if self.when == "after":
            self.inner.deliver(message)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


def main() -> None:
    app, orders = started()
    mailer: Mailer = SmtpMailer(orders["mail_url"])
    if orders["die"]:
        mailer = DyingMailer(mailer, orders["die"])
    for line in sys.stdin:
        with app.app_context():
            answer(beats.tick(Sender(mailer, *SENDER), datetime.fromisoformat(json.loads(line))))


if __name__ == "__main__":
    main()
