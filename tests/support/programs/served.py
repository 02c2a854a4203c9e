"""The embedded mode as a process of its own, started as from a terminal, and what it says."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from support.programs.child import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SOON = 60
"""Seconds in which what was killed is back, or what was left behind is gone."""
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")


class Served:
    """A running `flask serve` on a free port, and what it said.

    Args:
        command: what starts it, where that is not the command itself.
    """

    def __init__(self, instance: Path, port: int, command: Sequence[str] = ()) -> None:
        self.port, self.lock = port, instance / "scheduler.lock"
        with hang_ups_heard():
            self.process = subprocess.Popen(
                command or [*FLASK, "serve", "--port", str(port)],
                cwd=ROOT,
                env=environment(instance),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.said = ""
        self._hearer = threading.Thread(target=self._hear)
        self._hearer.start()

    def _hear(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.said += line

    def end(self) -> None:
        """End it, and hear the last that it and its children say."""
        self.process.terminate()
        self.process.wait(20)
        self._hearer.join(20)

    def pid(self, of: str) -> int | None:
        """Return the number of the child that runs a program."""
        return next((pid for pid in children_of(self.process.pid) if of in command(pid)), None)

    def answers(self) -> bool:
        """Tell whether the site answers."""
        with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}/login", timeout=5) as page:
            return bool(page.status == 200)
        return False

    def beats(self) -> bool:
        """Tell whether a scheduler holds the lock."""
        with self.lock.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def is_up(self) -> bool:
        assert self.process.poll() is None, self.said
        return self.answers() and self.beats()


@contextmanager
def hang_ups_heard() -> Iterator[None]:
    """Start programs as a terminal does: `nohup make test` would have them ignore hang-ups."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


def environment(instance: Path) -> dict[str, str]:
    found = {**os.environ, "INSTANCE": str(instance), "PYTHONUNBUFFERED": "1"}
    found.pop("DATABASE_URL", None)
    return found


def children_of(pid: int) -> list[int]:
    with suppress(OSError):
        return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    return []


def command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; what is dead and not yet buried does not."""
    with suppress(OSError):
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    return False


def wait_for(condition: Callable[[], object], seconds: float = SOON) -> None:
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at, "it does not happen"
        time.sleep(0.1)
