"""How to ask for changes of the live plan, as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite


def asked_by_form(page: Page, site: LiveSite) -> None:
    """Open the form by which a lead asks, from the page of a task, and see what would move."""
    page.goto(f"/tasks/{site.task('3(c)').id}")
    page.get_by_role("link", name="Ask for a change").click()
    page.get_by_label("Duration in working days").fill("33")
    page.get_by_role("button", name="Preview what would move").click()
    page.locator("#preview-title").wait_for()


def beyond_the_limit(page: Page, site: LiveSite) -> None:
    """Save what only the official decides: the page says so, and offers to ask."""
    page.goto(f"/tasks/{site.task('3(b).2').id}/edit")
    page.get_by_label("Duration in working days").fill("90")
    page.get_by_role("button", name="Save task").last.click()
    page.get_by_role("button", name="Ask for this change").wait_for()


def no_limit(page: Page, _: LiveSite) -> None:
    """Set a limit that cannot be: the page says so where it was tried."""
    page.goto(f"/plans/{LIVE}/changes")
    page.get_by_label("Working days").fill("900")
    page.get_by_role("button", name="Save the limit").click()
    page.get_by_text("Give 0 to 250.").wait_for()
