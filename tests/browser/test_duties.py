"""The duties of a directive beside its text: what stays in its place while they are worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

LONG = "Sec. 7. Work.\n\n" + "\n\n".join(
    f"({letter}) Within {n} days of the date of this order, the Secretary of State shall draft "
    f"plan {letter} and submit it to the President. {'It shall be sound and complete. ' * 20}"
    for n, letter in enumerate("abcdefghijkl", 30)
)


def test_the_text_stays_where_it_was_when_a_duty_is_split(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/tasks/directive")
    page.get_by_label("Or its text").fill(LONG)
    page.get_by_role("button", name="Show what it orders").click()
    duties = page.locator(".directive-duty")
    expect(duties).to_have_count(12)
    panel = page.locator(".directive-words")
    panel.evaluate("box => { box.scrollTop = 900 }")
    before = panel.evaluate("box => box.scrollTop")
    assert before == 900

    duties.nth(8).get_by_role("button", name="Split in two").click()

    expect(duties).to_have_count(13)
    assert panel.evaluate("box => box.scrollTop") == before
    expect(duties.nth(9).locator("textarea")).to_be_focused()
