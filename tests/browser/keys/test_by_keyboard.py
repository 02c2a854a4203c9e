"""Everything that a mouse can do, done with keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

FOCUS = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
MOST_STOPS = 120


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def stops(page: Page) -> Iterator[str]:
    """Press Tab through a page and yield what is wrong with the focus at each stop, if anything."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None:
            return
        yield at["wrong"]


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{MOST_STOPS} times Tab did not lead to {target}")


def test_the_first_tab_offers_to_skip_to_the_content(windows: Windows) -> None:
    for who, path in ((None, "/login"), ("lead", "/"), ("lead", f"/plans/{LIVE}/gantt")):
        page = windows.open(who, path)
        page.keyboard.press("Tab")
        expect(focused(page)).to_have_text("Skip to main content")
        expect(focused(page)).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert focused(page).evaluate("e => Boolean(e.closest('main'))")


def test_a_lead_signs_in_and_reports_on_the_first_task(windows: Windows, site: LiveSite) -> None:
    page = windows.open(None, "/login")
    tab_to(page, page.get_by_label("Email"))
    page.keyboard.type(PEOPLE["lead"])
    page.keyboard.press("Tab")
    page.keyboard.type(site.passwords[PEOPLE["lead"]])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of your tasks")

    row = page.get_by_role("article").first
    others = page.get_by_role("article").nth(1)
    expect(row).to_contain_text("4(ii) Review third-party transfers")
    others.evaluate("e => { e.isTheSame = true }")
    tab_to(page, row.get_by_label("Status"))
    page.keyboard.type("At r")
    page.keyboard.press("Tab")
    page.keyboard.type("85")
    page.keyboard.press("Tab")
    page.keyboard.type("12072026")
    tab_to(page, row.get_by_label("Note"))
    page.keyboard.type("The Bureau’s comments are in.")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Your report is saved.")
    expect(row).to_contain_text("Your report is saved.")
    expect(row).to_contain_text("At risk")
    expect(row.get_by_label("% done")).to_have_value("85")
    expect(row.get_by_label("Forecast finish")).to_have_value("2026-12-07")
    expect(row.get_by_label("Note")).to_be_focused()
    assert others.evaluate("e => e.isTheSame"), "more than the row was replaced"


def test_a_saved_row_leaves_the_focus_where_it_was_and_can_be_saved_again(
    windows: Windows,
) -> None:
    page = windows.open("lead", "/")
    row = page.get_by_role("article").last
    save = row.get_by_role("button", name="Save")
    for percent in ("31", "32"):
        row.get_by_label("% done").fill(percent)
        save.focus()
        page.keyboard.press("Enter")
        expect(row.get_by_label("% done")).to_have_attribute("value", percent)
        expect(page.get_by_role("status")).to_contain_text("Your report is saved.")
        expect(save).to_be_focused()


def test_a_refused_row_takes_the_focus_to_what_is_wrong(windows: Windows) -> None:
    page = windows.open("contributor", "/")
    row = page.get_by_role("article").first
    row.get_by_label("% done").fill("a lot")
    row.get_by_label("Note").fill("Two thirds are tested.")
    row.get_by_role("button", name="Save").press("Enter")
    percent = row.get_by_label("% done")
    expect(percent).to_be_focused()
    expect(percent).to_have_value("a lot")
    expect(percent).to_have_accessible_description(
        "Percent complete: “a lot” is no whole number. Use digits only, such as 25."
    )
    expect(row.get_by_label("Note")).to_have_value("Two thirds are tested.")


def test_the_full_report_is_filled_in_and_sent_by_keyboard(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("lead", f"/tasks/{site.task('3(d)').id}/report")
    tab_to(page, page.get_by_label("Status"))
    page.keyboard.type("Blo")
    tab_to(page, page.get_by_label("Percent complete"))
    page.keyboard.type("half")
    page.keyboard.press("Enter")
    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(problems).to_contain_text("“half” is no whole number.")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    percent = page.get_by_label("Percent complete")
    expect(percent).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("50")
    tab_to(page, page.get_by_label("Help needed"))
    page.keyboard.type("War must name the offices.")
    tab_to(page, page.get_by_role("button", name="Save report"))
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("Your report is saved.")
    expect(page.locator(".report").first).to_contain_text("Blocked, 50 %")
    expect(page.locator(".report").first).to_contain_text("War must name the offices.")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (None, "/login"),
        ("lead", "/"),
        ("coordinator", f"/plans/{LIVE}"),
        ("coordinator", f"/plans/{LIVE}/tasks?agency=STATE"),
        ("coordinator", f"/plans/{LIVE}/tasks/new"),
        ("coordinator", f"/plans/{LIVE}/gantt"),
        ("coordinator", f"/plans/{LIVE}/burndown"),
        ("coordinator", "/reminders"),
    ],
)
def test_the_focus_can_always_be_seen(windows: Windows, who: str | None, path: str) -> None:
    page = windows.open(who, path)
    assert list(filter(None, stops(page))) == []
