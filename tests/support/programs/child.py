"""A process of its own that takes orders as lines of JSON, so that tests can race and kill it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).resolve().parents[3]


class Child:
    """A module of `support` run as a program; use it as a context manager, which kills it.

    It is told the app's database first, says that it is ready, and then hears one order a line.
    """

    def __init__(self, module: str, app: Flask, **orders: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        place = {
            "database_url": app.config["SQLALCHEMY_DATABASE_URI"],
            "instance": app.instance_path,
        }
        self.say(place | orders)

    def __enter__(self) -> Self:
        assert self.hear() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def say(self, order: Any) -> None:
        """Give an order, and do not wait."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """Wait for the answer."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def kill(self) -> None:
        """End it as `kill -9` does, and wait until it is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def died(self) -> None:
        """Wait until it has killed itself."""
        assert self.process.wait(60) == -signal.SIGKILL


def answer(word: Any) -> None:
    """Say a line to the parent, from inside the child."""
    print(json.dumps(word), flush=True)


def started() -> tuple[Flask, dict[str, Any]]:
    """Return the app and the orders of a child that begins, from inside it."""
    from config import Settings
    from workplan.app import create_app

    orders: dict[str, Any] = json.loads(sys.stdin.readline())
    settings = Settings.for_tests(Path(orders["instance"]), database_url=orders["database_url"])
    app = create_app(settings)
    answer("ready")
    return app, orders
