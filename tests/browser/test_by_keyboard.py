"""Everything that a mouse can do, done with keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.live_site import LIVE, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.live_site import LiveSite
    from tests.browser.windows import Windows

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


def test_single_keys_walk_my_work_and_can_be_switched_off(windows: Windows) -> None:
    page = windows.open("lead", "/")
    page.keyboard.press("j")
    first = page.locator(".work-row h3 a").first
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".work-row h3 a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_text("Switch single keys off").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".work-row h3 a").nth(1)).not_to_be_focused()
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
    page.keyboard.press("j")
    page.keyboard.press("h")
    page.wait_for_url("**/tasks/*#hands")


def test_the_account_leads_to_the_switch_of_the_single_keys(windows: Windows) -> None:
    page = windows.open("lead", "/account")
    page.get_by_role("button", name="Show or switch off the keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    for what in ("Open this line", "Hand on the task", "Next and previous line of my work"):
        expect(dialog).to_contain_text(what)
