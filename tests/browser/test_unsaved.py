"""Whoever leaves with a text that is not saved is asked first, and nobody else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def asked(page: Page) -> list[str]:
    """Return the kinds of dialogs from now on; each is answered by staying."""
    found: list[str] = []

    def stay(dialog: Dialog) -> None:
        found.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return found


def test_leaving_with_a_typed_note_asks_and_staying_keeps_it(windows: Windows) -> None:
    page = windows.open("lead", "/")
    found = asked(page)
    note = page.locator(".work-row").first.get_by_label("Note")
    note.click()
    page.keyboard.type("Half of it is there")
    page.get_by_role("link", name="Plans").first.click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert found == ["beforeunload"]
    expect(note).to_have_value("Half of it is there")


def test_what_was_taken_out_again_or_is_sent_asks_nobody(windows: Windows, site: LiveSite) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('4(ii)').id}")
    found = asked(page)
    body = page.get_by_label("Say something")
    body.click()
    page.keyboard.type("A word")
    for _ in range(6):
        page.keyboard.press("Backspace")
    page.get_by_role("link", name="Tasks", exact=True).first.click()
    page.wait_for_url(f"**/plans/{LIVE}/tasks*")
    page.go_back()
    body.click()
    page.keyboard.type("Where does it stand?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Your comment is saved.")
    assert found == []


def test_a_filter_is_no_text_to_be_saved(windows: Windows) -> None:
    page = windows.open("lead", f"/plans/{LIVE}/tasks")
    found = asked(page)
    page.locator("#f-text").click()
    page.keyboard.type("review")
    page.get_by_role("link", name="Plans").first.click()
    page.wait_for_url("**/plans")
    assert found == []
