"""How to bring the pages of a plan as a whole into each of their states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite


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


def charted_task(page: Page, site: LiveSite) -> None:
    """Look at a task beside the chart."""
    page.goto(f"/plans/{LIVE}/gantt?task={site.task('3(b).2').id}")
    page.locator("#panel-title").wait_for()


def pulled_bar(page: Page, site: LiveSite) -> None:
    """Try a longer duration on the chart."""
    charted_task(page, site)
    page.locator(".gantt-try summary").click()
    page.get_by_label("What changes").select_option("duration")
    page.get_by_label("By how many working days").fill("4")
    page.get_by_role("button", name="Show what would move").click()
    page.locator("#tried-title").wait_for()


def refused_pull(page: Page, site: LiveSite) -> None:
    """Try what cannot be on the chart."""
    charted_task(page, site)
    page.locator(".gantt-try summary").click()
    page.get_by_label("By how many working days").fill("soon")
    page.get_by_role("button", name="Show what would move").click()
    page.locator(".gantt-panel .usa-error-message").wait_for()


def folded_chart(page: Page, _: LiveSite) -> None:
    """Fold all lines of effort of the chart."""
    page.goto(f"/plans/{LIVE}/gantt")
    page.get_by_role("link", name="Fold all").click()
    page.get_by_role("link", name="Unfold all").wait_for()
