"""One browser and one site for all browser tests; every window that a test opens is watched.

The tests of a file share what they write; each file finds the site as it was opened.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from support.web.browser import find_chromium
from tests.browser.live_site import running_site
from tests.browser.opened_site import OpenedSite
from tests.browser.windows import PATIENCE_MS, Windows
from workplan import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from support.ground.databases import Databases
    from tests.browser.live_site import LiveSite

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
    """What opens windows; everybody is signed in."""
    windows = Windows(browser, site)
    windows.sign_everybody_in()
    return windows


@pytest.fixture(scope="session")
def opened_site(
    site: LiveSite,
    all_windows: Windows,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[OpenedSite]:
    """What puts the site back."""
    with closing(OpenedSite(site, all_windows, databases, tmp_path_factory.mktemp("kept"))) as kept:
        yield kept


@pytest.fixture(scope="module", autouse=True)
def _put_back(opened_site: OpenedSite) -> Iterator[None]:
    yield
    opened_site.put_back()


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
