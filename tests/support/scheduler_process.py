"""A scheduler in a process of its own, which tests can race against another and kill.

Run as a program it takes its orders as one line of JSON, says that it is ready, waits for a
second line, beats at the given moments, and says what each beat did.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import EmailMessage

    from flask import Flask

    from workplan.mail.mailer import Mailer

ROOT = Path(__file__).resolve().parent.parent.parent
SENDER = ("workplan@office.example", "https://work.example")


@dataclass(frozen=True)
class Orders:
    """What a process is to do.

    Args:
        moments: when to beat, as ISO instants.
        die: "before" or "after" handing the first mail over, by SIGKILL; or not at all.
    """

    database_url: str
    instance: str
    mail_url: str
    moments: list[str]
    die: str = ""


class SchedulerProcess:
    """A started scheduler; use it as a context manager, which kills it at the end."""

    def __init__(
        self, app: Flask, mail_url: str, moments: Iterable[datetime], *, die: str = ""
    ) -> None:
        orders = Orders(
            app.config["SQLALCHEMY_DATABASE_URI"],
            app.instance_path,
            mail_url,
            [moment.isoformat() for moment in moments],
            die,
        )
        self.process = subprocess.Popen(
            [sys.executable, "-m", "support.scheduler_process"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._say(json.dumps(asdict(orders)))

    def __enter__(self) -> Self:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def go(self) -> None:
        """Let it beat."""
        self._say("go")

    def kill(self) -> None:
        """End it as `kill -9` does, and wait until it is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def done(self) -> list[list[int]]:
        """Wait for the last beat and return what each did: days passed, queued, sent."""
        output, _ = self.process.communicate(timeout=120)
        assert self.process.returncode == 0
        return [json.loads(line) for line in output.splitlines()]

    def died(self) -> None:
        """Wait until it has killed itself."""
        assert self.process.wait(60) == -signal.SIGKILL

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


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
    from config import Settings
    from workplan.app import create_app
    from workplan.mail.smtp import SmtpMailer
    from workplan.services import ticks
    from workplan.services.deliveries import Sender

    orders: dict[str, Any] = json.loads(sys.stdin.readline())
    app = create_app(
        Settings.for_tests(Path(orders["instance"]), database_url=orders["database_url"])
    )
    mailer: Mailer = SmtpMailer(orders["mail_url"])
    if orders["die"]:
        mailer = DyingMailer(mailer, orders["die"])
    print("ready", flush=True)
    sys.stdin.readline()
    for moment in orders["moments"]:
        with app.app_context():
            done = ticks.tick(Sender(mailer, *SENDER), datetime.fromisoformat(moment))
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main()
