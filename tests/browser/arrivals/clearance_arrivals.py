"""How to bring the clearance of a plan into each of its states, as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.arrivals.text_arrivals import text_begun
from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

CLEARANCE = f"/plans/{LIVE}/clearance"


def clearance_sent(page: Page, site: LiveSite) -> None:
    """Send the plan to all agencies, unless that is done already, and see all there is to do."""
    text_begun(page, site)
    page.goto(CLEARANCE)
    if page.get_by_role("heading", name="Send the plan as it stands").count():
        page.get_by_role("button", name="Freeze and send it").click()
        page.get_by_role("status").wait_for()
    page.locator("#agencies").wait_for()
    for summary in page.locator("details.more > summary").all():
        summary.click()


def drop_without_reason(page: Page, site: LiveSite) -> None:
    """Drop an agency and say no reason: the page says so where it was tried."""
    clearance_sent(page, site)
    page.get_by_role("button", name="Drop ").first.click()
    page.get_by_text("Say why it is asked no more.").wait_for()
