"""`flask serve` keeps the site and the scheduler alive, and leaves neither behind."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from config import Settings, sqlite_url
from support.ground.databases import migrate, release
from support.programs.child import ROOT
from workplan import clock
from workplan.app import create_app
from workplan.cli.children import Child, end_all
from workplan.sample import synthetic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOON = 60
"""Seconds in which what was killed is back, or what was left behind is gone."""
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")

pytestmark = pytest.mark.program


class Served:
    """A running `flask serve` on a free port, and what it said."""

    def __init__(self, instance: Path, port: int) -> None:
        self.port, self.lock = port, instance / "scheduler.lock"
        with hang_ups_heard():
            self.process = subprocess.Popen(
                [*FLASK, "serve", "--port", str(port)],
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


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], seconds: float = SOON) -> None:
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at, "it does not happen"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with a small plan, so that no samples are loaded."""
    folder = tmp_path_factory.mktemp("served")
    url = sqlite_url(folder)
    migrate(url, folder)
    # In this process, where nobody's password takes long to hash.
    app = create_app(Settings.for_tests(folder, url))
    with app.app_context():
        synthetic.generate(clock.now(), "small", tasks=5, links=6, seed=1)
    release(app)
    return folder


@pytest.fixture
def served(instance: Path) -> Iterator[Served]:
    """The site and the scheduler, both up."""
    site = Served(instance, free_port())
    try:
        wait_for(site.is_up, 90)
        yield site
    finally:
        site.end()


def test_a_killed_web_server_and_a_killed_scheduler_are_started_again(served: Served) -> None:
    site, scheduler = served.pid("gunicorn"), served.pid("scheduler")
    assert site
    assert scheduler
    workers = children_of(site)
    assert workers

    os.kill(site, signal.SIGKILL)

    wait_for(lambda: served.pid("gunicorn") not in (None, site) and served.answers())
    assert "The web server ended (killed by SIGKILL). It is started again" in served.said
    assert not any(map(is_alive, workers))
    assert served.pid("scheduler") == scheduler

    os.kill(scheduler, signal.SIGKILL)

    wait_for(lambda: served.pid("scheduler") not in (None, scheduler) and served.beats())
    assert "The scheduler ended (killed by SIGKILL). It is started again" in served.said
    assert "Another scheduler" not in served.said
    assert served.process.poll() is None


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_neither_outlives_the_command_however_that_ends(
    served: Served, way: signal.Signals
) -> None:
    below = [pid for pid in map(served.pid, ("gunicorn", "scheduler")) if pid]
    below += [worker for pid in below for worker in children_of(pid)]
    assert len(below) >= 3

    served.process.send_signal(way)
    served.process.wait(SOON)

    wait_for(lambda: not any(map(is_alive, below)))
    assert not served.beats()
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", served.port)) != 0


def test_a_port_that_is_taken_ends_the_command_and_says_so(instance: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site = Served(instance, taken.getsockname()[1])
        try:
            assert site.process.wait(90) == 1
        finally:
            site.end()

    assert "in use" in site.said
    assert "is started again" not in site.said
    assert not site.beats()


def test_what_dies_at_once_is_started_again_later_and_later(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ""
    child = Child("thing", os.environ, "this")
    try:
        ends_at = time.monotonic() + SOON
        while "in 4 s" not in said:
            assert time.monotonic() < ends_at
            assert child.tend() is None
            said += capsys.readouterr().out
            time.sleep(0.05)
    finally:
        end_all([child])
    words = "The thing ended (status 0). It is started again in {} s.\n"
    assert said == "".join(words.format(pause) for pause in (1, 2, 4))


def test_it_ends_with_the_make_that_started_it(instance: Path) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*FLASK, "serve", "--with-starter", "--port", str(port)]
    starter = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess; subprocess.run({command!r})"],
        cwd=ROOT,
        env=environment(instance),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def is_served() -> bool:
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    wait_for(is_served)
    below = children_of(starter.pid)
    below += [child for pid in below for child in children_of(pid)]
    assert len(below) >= 3

    starter.kill()
    starter.wait(SOON)

    wait_for(lambda: not any(map(is_alive, below)))
    assert not is_served()
