"""How to bring the pages of a plan as a whole into each of their states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.live_site import LiveSite


def start_tried(page: Page, _: LiveSite) -> None:
    """Look at what another start would move."""
    page.goto(f"/plans/{LIVE}/settings/start")
    page.get_by_label("Start of the plan").fill("2026-10-05")
    page.get_by_role("button", name="Show what would move").click()
    page.locator("#preview-head").wait_for()


def asked_nobody(page: Page, _: LiveSite) -> None:
    """Ask all agencies for an update by a day that has passed."""
    page.goto(f"/plans/{LIVE}")
    page.locator("#ask-all summary").click()
    page.get_by_label("Update wanted by").fill("2020-01-01")
    page.locator("#ask-all").get_by_role("button").click()
    page.locator("#problems").wait_for()


def draft_staged(page: Page, _: LiveSite) -> None:
    """Copy a plan, and look at what approving the copy would do."""
    page.goto(f"/plans/new/copy?of={LIVE}")
    page.get_by_label("Title", exact=True).fill("A copy to approve")
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("link", name="Leave for now").click()
    page.goto(page.url + "/settings/stage")
    page.get_by_role("heading", name="Approve the plan").wait_for()
