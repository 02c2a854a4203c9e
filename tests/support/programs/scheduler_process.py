"""A scheduler in a process of its own; as a program, it beats at each moment that it hears."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from support.programs.child import Child, answer, started
from support.programs.dying import arm
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery.deliveries import Sender
from workplan.services.delivery.outcomes import Outcomes
from workplan.services.operations import beats

if TYPE_CHECKING:
    from flask import Flask

SENDER = ("workplan@office.example", "https://work.example")


class SchedulerProcess(Child):
    """A started scheduler.

    Args:
        die: the point of `dying.POINTS` at which it kills itself; empty for none.
        mails: how many mails pass that point before.
    """

    def __init__(self, app: Flask, mail_url: str, *, die: str = "", mails: int = 0) -> None:
        orders = {"mail_url": mail_url, "die": die, "mails": mails}
        super().__init__("support.programs.scheduler_process", app, **orders)

    def beat(self, now: datetime) -> None:
        """Let it beat at a moment, and do not wait."""
        self.say(now.isoformat())

    def done(self) -> beats.Tick:
        """Wait for the beat and return what it did."""
        return beats.Tick(*self.hear())


def main() -> None:
    app, orders = started()
    kept = Outcomes(Path(app.instance_path) / "mail-outcomes")
    sender = Sender(SmtpMailer(orders["mail_url"]), *SENDER, outcomes=kept)
    if orders["die"]:
        arm(orders["die"], orders["mails"])
    for line in sys.stdin:
        with app.app_context():
            answer(beats.tick(sender, datetime.fromisoformat(json.loads(line))))


if __name__ == "__main__":
    main()
