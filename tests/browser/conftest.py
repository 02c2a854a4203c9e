"""One browser and one site for all browser tests; every window that a test opens is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from support.web.browser import find_chromium
from tests.browser.driving.live_site import running_site
from tests.browser.driving.windows import PATIENCE_MS, Windows
from workplan import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from support.ground.databases import Databases
    from tests.browser.driving.live_site import LiveSite

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # No script runs long enough for what an optimizing compiler costs; axe is new on each page.
    "--js-flags=--always-sparkplug --no-maglev --max-optimized-bytecode-size=0",
    # A page that asks another host gets no answer, on machines with a network too.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The running site."""
    url = databases.create()
    with running_site(tmp_path_factory.mktemp("instance"), url) as site:
        yield site
    databases.drop(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    program = find_chromium()
    assert program, "There is no Chromium here; tests/provision.py installs one."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def all_windows(browser: Browser, site: LiveSite) -> Windows:
    """What opens windows, and remembers who is signed in."""
    return Windows(browser, site)


@pytest.fixture(scope="module", autouse=True)
def _as_it_was(site: LiveSite, all_windows: Windows) -> Iterator[None]:
    """Let no file of tests find what another one left."""
    yield
    site.put_back()
    all_windows.forget()


@pytest.fixture(autouse=True)
def _set_clock(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", site.clock.now)


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    """What opens windows; afterwards no page in them may have complained."""
    yield all_windows
    complaints = all_windows.complaints()
    all_windows.close()
    assert complaints == []
