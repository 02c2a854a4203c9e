"""Trying a change in the form itself, with a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def test_a_change_is_tried_again_and_again_and_then_saved(windows: Windows, site: LiveSite) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('5(b).1').id}/edit")
    for days in ("26", "28"):
        page.get_by_label("Duration").fill(days)
        button = page.get_by_role("button", name="Preview")
        button.focus()
        page.keyboard.press("Enter")
        title = page.get_by_role("heading", name="would change")
        expect(title).to_be_focused()
        assert page.get_by_label("Duration").input_value() == days
    before = site.task("5(b).1").finish_on

    page.get_by_label("Why you change it").fill("It takes longer")
    page.get_by_role("button", name="Save task").click()
    page.get_by_role("status").wait_for()

    assert site.task("5(b).1").finish_on > before


def test_what_is_wrong_takes_the_focus_and_nothing_typed_is_lost(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('5(b).1').id}/edit")
    page.get_by_label("Duration").fill("many")

    page.get_by_role("button", name="Preview").click()

    expect(page.locator("#problems")).to_be_focused()
    assert page.get_by_label("Duration").input_value() == "many"
