"""A child process that is kept alive: started again when it dies, later and later if at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

import click

from workplan.orphans import GRACE_SECONDS

STEADY_SECONDS = 10
"""What lived so long did not die at once."""
LONGEST_PAUSE = 60


class Child:
    """A module run as a program, with its input held open as long as this process lives.

    Args:
        name: what the terminal calls it.
        arguments: the module and what it is told.
        gives_up: whether an error at its first start is final, such as a port that is taken.
    """

    def __init__(
        self, name: str, environment: Mapping[str, str], *arguments: str, gives_up: bool = False
    ) -> None:
        self.name, self._gives_up = name, gives_up
        self._environment, self._arguments = environment, arguments
        self._deaths_at_once = 0
        self._starts_at = 0.0
        self._process: subprocess.Popen[bytes] | None = self._started()

    def tend(self) -> int | None:
        """Start it again if it died; return its status if it gave up instead."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._starts_at:
                self._process = self._started()
            return None
        lived = now - self._started_at
        if lived >= STEADY_SECONDS:
            self._gives_up, self._deaths_at_once = False, 0
        if self._process.poll() is None:
            return None
        status = self._buried(self._process)
        if status > 0 and self._gives_up:
            return status
        self._deaths_at_once += lived < STEADY_SECONDS
        pause = min(2**self._deaths_at_once // 2, LONGEST_PAUSE)
        self._process, self._starts_at = None, now + pause
        how = f"killed by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
        when = f"in {pause} s" if pause else "at once"
        click.echo(f"The {self.name} ended ({how}). It is started again {when}.")
        return None

    def ask_to_end(self) -> None:
        """Tell it to end."""
        if self._process is not None:
            self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until it ended, and kill it when that takes too long."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._buried(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        """Start it in a session of its own, so that Ctrl-C reaches it through us, in order."""
        self._started_at = time.monotonic()
        return subprocess.Popen(  # noqa: S603  # our own modules, fixed arguments
            [sys.executable, "-m", *self._arguments],
            env=self._environment,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    @staticmethod
    def _buried(process: subprocess.Popen[bytes]) -> int:
        """Kill what is left of its session, such as the workers of a killed server."""
        with suppress(ProcessLookupError):  # Then nothing is left.
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
        if process.stdin is not None:
            process.stdin.close()
        return status


def end_all(children: list[Child]) -> None:
    """Let all of them end, in order, and wait for it."""
    for child in children:
        child.ask_to_end()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.end(deadline)
