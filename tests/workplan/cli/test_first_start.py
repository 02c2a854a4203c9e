"""`make run SAMPLES=no` on an empty instance: the printed address makes one administrator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from support.programs.child import ROOT
from support.programs.postgres import free_port
from support.programs.served import FLASK, Served, environment, wait_for
from support.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

PRINTED = re.compile(r"administrator: (http://127\.0\.0\.1:\d+/first/\S+)")
PRIYA = {
    "name": "Priya Raman",
    "email": "priya.raman@workplan.example",
    "password": "seven copper kettles",
    "password_again": "seven copper kettles",
}

pytestmark = pytest.mark.program


class Read(NamedTuple):
    """What a browser was answered."""

    status: int
    address: str
    page: Page


class Reader:
    """A browser that keeps cookies and follows redirects over the network."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, address: str, fields: dict[str, str] | None = None) -> Read:
        body = urlencode(fields).encode() if fields is not None else None
        try:
            answer = self._opener.open(address, body, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            return Read(answer.status, answer.url, Page(answer.read().decode()))


def started_by_make(folder: Path, port: int) -> list[str]:
    """Return the command by which `make run` starts the program, once all is installed."""
    wanted = ["make", "--dry-run", "--no-print-directory", "run", "SAMPLES=no", f"PORT={port}"]
    places = [f"INSTANCE={folder}", f"BIN={Path(sys.executable).parent}"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    shown = subprocess.run(
        [*wanted, *places], cwd=ROOT, env=outside, check=True, capture_output=True, text=True
    ).stdout
    install, _, command = shown.partition("\n")
    assert install.endswith("deploy/bootstrap.py")
    return ["/bin/sh", "-c", command]


def flask(folder: Path, *arguments: str) -> str:
    """Return what a command prints, whether or not it does what it should."""
    done = subprocess.run(
        [*FLASK, *arguments],
        cwd=ROOT,
        env=environment(folder),
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Served]:
    """The program on an empty instance, up."""
    port = free_port()
    site = Served(tmp_path, port, started_by_make(tmp_path, port))
    try:
        wait_for(site.is_up, 90)
        yield site
    finally:
        site.end()


def test_the_printed_address_makes_the_first_administrator_and_works_once(
    begun: Served, tmp_path: Path
) -> None:
    [address] = PRINTED.findall(begun.said)
    assert address.startswith(f"http://127.0.0.1:{begun.port}/")
    assert "For half an hour, and once" in begun.said
    reader, late = Reader(), Reader()
    waiting = late.open(address).page.one("form", class_="usa-form").values()
    shown = reader.open(address)
    assert (shown.status, shown.page.heading) == (200, "Who runs this house?")
    form = shown.page.one("form", class_="usa-form")
    made = reader.open(address, {**form.values(), **PRIYA})
    assert made.address.endswith("/login?next=/admin/first-steps")
    assert "You are the first administrator." in made.page.text
    signing_in = made.page.form().values()
    led = reader.open(made.address, {**signing_in, **PRIYA})
    assert (led.status, led.address) == (200, f"http://127.0.0.1:{begun.port}/admin/first-steps")

    for fields in (None, {**waiting, **PRIYA, "email": "other@workplan.example"}):
        again = late.open(address, fields)
        assert (again.status, again.page.heading) == (404, "This link does not work any more")
        assert "only while nobody has an account" in again.page.one("main").text
    assert "Somebody has an account already." in flask(tmp_path, "users", "first-admin")


def test_a_second_start_prints_no_address_once_there_is_somebody(tmp_path: Path) -> None:
    assert "Added" not in flask(tmp_path, "db", "upgrade")
    assert "Added" in flask(tmp_path, "users", "add", "a@b.example", "--name", "Ana", "--admin")
    port = free_port()
    site = Served(tmp_path, port, started_by_make(tmp_path, port))
    try:
        wait_for(site.is_up, 90)
    finally:
        site.end()
    assert f"Serving http://127.0.0.1:{port}" in site.said
    assert "/first/" not in site.said
