"""The page of a refused undo, which no address leads to, names what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.driving.live_site import LIVE
from tests.browser.driving.windows import DESKTOP, PHONE
from tests.browser.test_every_page import AXE, axe_violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

TITLES = f"/plans/{LIVE}/settings/details"


def retitled(page: Page, title: str) -> None:
    """Give the plan another title."""
    page.goto(TITLES)
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_load_state()


def test_a_refused_undo_says_what_is_in_the_way_and_leads_there(windows: Windows) -> None:
    page = windows.open("coordinator", TITLES)
    before = page.get_by_label("Title", exact=True).input_value()
    retitled(page, f"{before}, first")
    retitled(page, f"{before}, second")
    page.goto(f"/plans/{LIVE}/journal")
    undo = page.locator("table.journal form.undo")
    undo.nth(1).locator("button").click()

    page.get_by_role("heading", name="This is not taken back").wait_for()
    page.evaluate(AXE)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(DESKTOP)
    page.get_by_role("link", name="Show that entry").click()
    page.wait_for_url("**/journal?before=*#entry-*")
    retitled(page, before)
