"""How to say what superseded a directive, as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

PAGE = "/directives/2"


def superseded(page: Page, _: LiveSite) -> None:
    """Let another directive take the place of one, and look at what became of its objectives."""
    page.goto(f"{PAGE}/edit")
    page.get_by_label("Superseded on").fill("2026-02-06")
    page.get_by_label("Superseded by").select_option(index=1)
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("button", name="Save what became of them").wait_for()
