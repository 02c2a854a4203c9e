"""Who was away for too long signs in again, and goes on where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE
from tests.browser.driving.windows import sign_in

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def test_after_a_quarter_of_an_hour_one_signs_in_and_is_back_at_the_page(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}", afresh=True)
    with site.clock.ahead(minutes=14):
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Likely to end")
    with site.clock.ahead(minutes=30):
        page.goto(f"/plans/{LIVE}/tasks?agency=WAR&sort=due")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        expect(page.get_by_role("status")).to_contain_text("You then return")
    sign_in(page, site, "coordinator")
    expect(page.get_by_label("Agency", exact=True)).to_have_value("WAR")
    assert page.url.endswith(f"/plans/{LIVE}/tasks?agency=WAR&sort=due")


def test_who_is_signed_out_while_typing_keeps_the_row_and_the_words(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("lead", "/")
    row = page.get_by_role("article").filter(has_text="3(a)(i)")
    row.get_by_label("Note").fill("The successor is drafted.")
    with site.clock.ahead(minutes=16):
        row.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Not saved. You are signed out.")
    expect(row.get_by_label("Note")).to_have_value("The successor is drafted.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of your tasks")


def test_a_site_that_does_not_answer_keeps_the_row_and_the_words(windows: Windows) -> None:
    page = windows.open("lead", "/")
    row = page.get_by_role("article").filter(has_text="3(a)(i)")
    row.get_by_label("Note").fill("The successor is drafted.")
    page.route("**/report", lambda route: route.abort("connectionrefused"))
    row.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Not saved. The site does not answer.")
    expect(row.get_by_label("Note")).to_have_value("The successor is drafted.")
    windows.watch(page).forgive("/report (net::ERR_CONNECTION_REFUSED)", "htmx:error")
