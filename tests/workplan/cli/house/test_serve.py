"""`flask serve` keeps the site and the scheduler alive, and leaves neither behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from config import Settings, sqlite_url
from support.ground.databases import migrate, release
from support.programs.child import ROOT
from support.programs.postgres import free_port
from support.programs.served import (
    FLASK,
    SOON,
    Served,
    children_of,
    environment,
    is_alive,
    wait_for,
)
from workplan import clock
from workplan.app import create_app
from workplan.cli.children import Child, end_all
from workplan.sample import synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.program


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
