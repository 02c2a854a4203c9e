"""Single keys walk lists and lines, act on them, and can be switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.arrivals.sheet_arrivals import ORDER
from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def test_single_keys_walk_my_work_and_can_be_switched_off(windows: Windows) -> None:
    page = windows.open("lead", "/")
    page.keyboard.press("j")
    # What is asked of them besides stands above their tasks, and is walked as well.
    lines = page.locator(".work-row h3 a, main table.data tbody th a")
    first = lines.first
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_text("Switch single keys off").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(lines.nth(1)).not_to_be_focused()
    page.evaluate("localStorage.clear()")


def test_escape_keeps_the_place_in_the_walk_of_my_work(windows: Windows) -> None:
    page = windows.open("lead", "/")
    lines = page.locator(".work-row")
    for name in ("Note", "% done", "Status"):
        field = lines.nth(1).get_by_label(name)
        field.focus()
        page.keyboard.press("Escape")
        expect(lines.nth(1).locator("h3 a")).to_be_focused()
    page.keyboard.press("j")
    expect(lines.nth(2).locator("h3 a")).to_be_focused()
    lines.nth(2).get_by_label("Note").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    expect(lines.nth(1).locator("h3 a")).to_be_focused()


def test_line_after_line_is_confirmed_by_single_keys_and_the_counts_follow(
    windows: Windows,
) -> None:
    page = windows.open("contributor", "/")
    counts = page.locator("#counts")
    before = counts.inner_text()
    lines = page.locator(".work-row").count()
    for _ in range(page.locator("main table.data tbody tr").count()):
        page.keyboard.press("j")  # What is asked for a cycle stands above, and is walked as well.
    for number in range(lines):
        page.keyboard.press("j")
        page.keyboard.press("u")
        line = page.locator(".work-row").nth(number)
        expect(line.locator(".work-row__said")).to_contain_text("is saved")
        assert line.evaluate("line => line.contains(document.activeElement)")
    if "without news" in before:
        expect(counts).to_contain_text("0 without news")


def test_a_full_report_is_given_with_the_keyboard_alone(windows: Windows, site: LiveSite) -> None:
    page = windows.open("lead", "/")
    code = "4(ii).2"
    page.locator(f"#task-{site.task(code).id} h3 a").focus()
    page.keyboard.press("r")
    page.wait_for_url("**/report")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Skip to main content: past the bar and the rail.
    walked = []
    for _ in range(40):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
        )
        walked.append(label)
        if label == "Percent complete":
            page.keyboard.press("Control+A")
            page.keyboard.type("85")
        if label == "What was done":
            page.keyboard.type("Asked all posts.")
        if label == "Save report":
            page.keyboard.press("Enter")
            break
    wanted = ["Status", "Percent complete", "Forecast finish", "Actual start", "Actual finish"]
    places = [walked.index(name) for name in wanted]
    assert places == sorted(places)
    expect(page.get_by_role("status")).to_contain_text("Your report is saved.")
    assert site.task(code).percent == 85


def test_a_list_is_walked_opened_and_acted_on_by_single_keys(windows: Windows) -> None:
    page = windows.open("lead", f"/plans/{LIVE}/tasks?agency=STATE-PM&status=open")
    names = page.locator("table.data tbody th a")
    page.keyboard.press("j")
    expect(names.first).to_be_focused()
    page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()
    edge = "e => getComputedStyle(e.closest('tr').firstElementChild).boxShadow"
    assert "4px 0px 0px 0px inset" in names.nth(1).evaluate(edge)
    page.keyboard.press("k")
    page.keyboard.press("h")
    page.wait_for_url("**/tasks/*#hands")
    expect(page.locator("#hands")).to_be_focused()
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/*")

    page.keyboard.press("r")
    page.wait_for_url("**/report")


def test_no_key_leads_to_a_report_that_is_refused(windows: Windows, site: LiveSite) -> None:
    theirs = site.task("3(b).1").id
    page = windows.open("principal", f"/plans/{LIVE}/tasks")
    page.keyboard.press("j")
    at = page.url
    page.keyboard.press("r")
    page.keyboard.press("u")
    page.wait_for_timeout(300)
    assert page.url == at
    page.goto(f"/tasks/{theirs}")
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/tasks/{theirs}")


def test_a_line_of_my_work_is_handed_on_by_a_key(windows: Windows) -> None:
    page = windows.open("lead", "/")
    for _ in range(20):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.closest('.work-row') !== null"):
            break
    page.keyboard.press("h")
    page.wait_for_url("**/tasks/*#hands")


def test_the_account_leads_to_the_switch_of_the_single_keys(windows: Windows) -> None:
    page = windows.open("lead", "/account")
    page.get_by_role("button", name="Show or switch off the keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    for what in ("Open this line", "Hand on the task", "Next and previous line of my work"):
        expect(dialog).to_contain_text(what)


def test_duties_of_a_directive_are_taken_skipped_split_and_joined_by_single_keys(
    windows: Windows,
) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/tasks/directive")
    page.get_by_label("Or its text").fill(ORDER)
    page.get_by_role("button", name="Show what it orders").click()
    ticks = page.locator(".directive-duty [type=checkbox]")
    expect(ticks).to_have_count(2)
    ticks.first.focus()
    page.keyboard.press("s")
    expect(ticks.first).not_to_be_checked()
    expect(ticks.nth(1)).to_be_focused()
    page.keyboard.press("a")
    expect(ticks.nth(1)).to_be_checked()
    page.keyboard.press("k")
    page.keyboard.press("e")
    name = page.locator(".directive-duty textarea").first
    expect(name).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" soon")
    page.keyboard.press("Escape")
    expect(ticks.first).to_be_focused()
    page.keyboard.press("x")
    expect(ticks).to_have_count(3)
    expect(page.locator(".directive-duty textarea").nth(1)).to_be_focused()
    expect(page.locator(".directive-duty textarea").nth(1)).to_have_value("Draft a plan soon")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("+")
    expect(ticks).to_have_count(2)
    expect(name).to_have_value("Draft a plan soon; draft a plan soon")
    expect(ticks.first).not_to_be_checked()
