"""Rows of the settings that have places are dragged by a handle, with a mouse and with a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE
from tests.browser.driving.windows import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

EFFORTS = f"/plans/{LIVE}/settings/lines-of-effort"
OBJECTIVES = f"/plans/{LIVE}/settings/objectives"


def order(page: Page) -> list[str]:
    """Return the numbers of the rows in use, in their order."""
    return page.locator("tr:has(form.places) td:first-of-type strong").all_text_contents()


def middle(page: Page, row: int, part: str = ".handle") -> tuple[float, float]:
    box = page.locator("tr:has(form.places)").nth(row).locator(part).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("path", [EFFORTS, OBJECTIVES])
def test_a_row_is_dragged_to_another_place_and_put_back_by_undo(
    windows: Windows, path: str
) -> None:
    page = windows.open("coordinator", path)
    before = order(page)
    assert len(before) > 2
    page.mouse.move(*middle(page, 0))
    page.mouse.down()
    page.mouse.move(*middle(page, 2), steps=8)
    expect(page.locator("tr.is-dragged")).to_have_count(1)
    expect(page.locator("tr.is-below strong").first).to_have_text(before[2])
    spoken = page.locator("main > p[aria-live=polite]")
    expect(spoken).to_contain_text(f"place 3 of {len(before)}")
    page.mouse.up()
    expect(page.get_by_role("status").first).to_contain_text("The order is saved.")
    assert order(page) == [before[1], before[2], before[0], *before[3:]]
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    assert order(windows.open("coordinator", path)) == before


def test_escape_puts_a_dragged_row_back_and_nothing_is_saved(windows: Windows) -> None:
    page = windows.open("coordinator", EFFORTS)
    before = order(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.mouse.move(*middle(page, 1))
    page.mouse.down()
    page.mouse.move(*middle(page, 0), steps=4)
    expect(page.locator("tr.is-above")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("tr.is-dragged, tr.is-above")).to_have_count(0)
    expect(page.locator("main > p[aria-live=polite]")).to_contain_text("stays at place 2")
    assert "POST" not in sent
    assert order(page) == before


def test_a_finger_drags_a_row_and_the_page_does_not_scroll_away(windows: Windows) -> None:
    page = windows.open("coordinator", EFFORTS, viewport=PHONE)
    before = order(page)
    page.locator("tr:has(form.places)").first.scroll_into_view_if_needed()
    at, to = middle(page, 0), middle(page, 1, "strong")
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *point: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in point]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", at)
    for step in range(1, 9):
        touch("touchMove", (at[0], at[1] + (to[1] - at[1]) * step / 8))
    expect(page.locator("tr.is-below")).to_have_count(1)
    touch("touchEnd")
    expect(page.get_by_role("status").first).to_contain_text("The order is saved.")
    assert order(page) == [before[1], before[0], *before[2:]]
    page.get_by_role("button", name="Down").first.click()
    expect(page.get_by_role("status").first).to_contain_text("The order is saved.")
    assert order(page) == before


def test_without_a_script_there_is_no_handle_and_the_buttons_stay(windows: Windows) -> None:
    page = windows.open("coordinator", EFFORTS, scripts=False)
    expect(page.locator(".handle")).to_have_count(0)
    expect(page.get_by_role("button", name="Down").first).to_be_visible()
