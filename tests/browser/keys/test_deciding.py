"""Comments are settled one after the other without a mouse: digits choose, and N goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE
from tests.browser.scenes.round_scenes import talked

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def test_a_point_is_settled_by_keys_and_the_next_one_opened(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/comments")
    for words in ("Please settle this by keys.", "And this one after it."):
        page.goto(page.url.split("/comments")[0] + "/comments/new")
        page.get_by_label("Who wrote it").fill("J. Whitaker")
        page.get_by_label("What it says").fill(words)
        page.get_by_role("button", name="Add the comment").click()
    page.locator("h1").click()
    page.keyboard.press("3")
    expect(page.get_by_label("What becomes of it")).to_have_value("declined")
    answer = page.get_by_label("Answer, which everybody may read")
    expect(answer).to_be_focused()
    page.keyboard.type("It stays as it is.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Point 1 is settled")
    before = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url.split("#")[0] != before.split("#")[0])
    expect(page.get_by_label("What becomes of it")).to_be_visible()


def test_a_digit_beyond_what_there_is_chooses_nothing(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/comments/4")
    chosen = page.get_by_label("What becomes of it")
    before = chosen.input_value()
    page.keyboard.press("9")
    expect(chosen).to_have_value(before)
    expect(chosen).not_to_be_focused()


def test_the_decision_on_an_agency_s_comment_is_chosen_by_a_digit(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("other_lead", "/")
    talked(page, site)
    page.keyboard.press("2")
    waiting = page.get_by_role("group", name="Decision on comment 2 of State")
    expect(waiting.get_by_role("radio", name="Accepted in part")).to_be_checked()
    expect(page.get_by_role("textbox", name="Why", exact=True)).to_be_focused()
