"""How to bring a page of the administration into each of its states, as an administrator would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite


def mail_tested(page: Page, _: LiveSite) -> None:
    """Send a test mail, and read what was said."""
    page.goto("/admin/mail")
    page.get_by_role("button", name="Send a test mail to yourself").click()
    page.get_by_role("heading", name="The test to").wait_for()


def house_out_of_bounds(page: Page, _: LiveSite) -> None:
    """Ask for a session that never is idle."""
    page.goto("/admin/sign-in")
    page.get_by_label("Minutes without a click").fill("100000")
    page.get_by_role("button", name="Save for everybody").click()
    page.locator("#problems").wait_for()


def journal_walked(page: Page, _: LiveSite) -> None:
    """Walk the journal from the page of health."""
    page.goto("/admin/health")
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("walked").first.wait_for()


def backed_up(page: Page, _: LiveSite) -> None:
    """Make a backup, wait until it is there, and have it looked through."""
    page.goto("/admin/backups")
    page.get_by_role("button", name="Make a backup now").click()
    verify = page.get_by_role("button", name="Verify workplan-").first
    verify.wait_for(timeout=30_000)
    verify.click()
    page.get_by_role("cell", name="Whole 24").or_(page.get_by_text("Not whole")).first.wait_for(
        timeout=30_000
    )
