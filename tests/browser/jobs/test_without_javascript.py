"""The same work with JavaScript switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE, MARKED
from tests.browser.driving.windows import PHONE, sign_in

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def test_somebody_signs_in_and_out_without_javascript(windows: Windows, site: LiveSite) -> None:
    page = windows.open(None, "/plans", scripts=False)
    expect(page.get_by_role("status")).to_contain_text("Sign in. You then return")
    sign_in(page, site, "principal")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans")
    page.locator(".bar__menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/plans")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_row_of_my_work_is_saved_without_javascript(windows: Windows) -> None:
    page = windows.open("contributor", "/", scripts=False, viewport=PHONE)
    row = page.get_by_role("article").filter(has_text="4(i).2")
    row.get_by_role("link", name="Report on 4(i).2", exact=True).click()
    row.get_by_label("% done").fill("75")
    row.get_by_label("Note").fill("Three cases are left.")
    row.get_by_label("Note").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your report is saved.")
    expect(row.get_by_label("% done")).to_have_value("75")


def test_what_was_saved_is_taken_back_without_javascript(windows: Windows) -> None:
    page = windows.open("contributor", "/", scripts=False, viewport=PHONE)
    row = page.get_by_role("article").filter(has_text="4(i).2")
    before = row.get_by_label("% done").input_value()
    row.get_by_role("link", name="Report on 4(i).2", exact=True).click()
    row.get_by_label("% done").fill("79")
    row.get_by_label("Note").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your report is saved.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").first).to_contain_text("is taken back")
    expect(row.get_by_label("% done")).to_have_value(before)


def test_a_refused_row_keeps_what_was_typed_without_javascript(windows: Windows) -> None:
    page = windows.open("contributor", "/", scripts=False)
    row = page.get_by_role("article").filter(has_text="4(i).2")
    row.get_by_label("% done").fill("101")
    row.get_by_label("Note").fill("Ahead of the plan.")
    row.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("101 % cannot be.")
    expect(page.get_by_label("Percent complete")).to_have_value("101")
    expect(page.get_by_label("What was done")).to_have_value("Ahead of the plan.")


def test_a_full_report_is_saved_without_javascript(windows: Windows, site: LiveSite) -> None:
    page = windows.open("other_lead", f"/tasks/{site.task('4(iii)').id}", scripts=False)
    page.get_by_role("link", name="Report on this task").click()
    page.get_by_label("Status").select_option("At risk")
    page.get_by_label("Percent complete").fill("50")
    page.get_by_label("Forecast finish").fill("2026-12-11")
    page.get_by_label("What is next").fill("Send the first notice.")
    page.get_by_role("button", name="Save report").click()
    expect(page.get_by_role("status")).to_contain_text("Your report is saved.")
    report = page.locator(".report").first
    expect(report).to_contain_text("At risk, 50 %")
    expect(report).to_contain_text("forecast finish Fri 11 Dec 2026")
    expect(report).to_contain_text("Send the first notice.")


def test_tasks_are_filtered_and_sorted_without_javascript(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/tasks", scripts=False)
    rows = page.locator("tbody tr:not(.group)")
    all_tasks = rows.count()
    page.get_by_text("+ Condition").click()
    page.get_by_label("Agency", exact=True).select_option("War")
    page.get_by_role("search").get_by_label("Status", exact=True).select_option("Open")
    page.get_by_role("button", name="Use these conditions").click()
    found = rows.count()
    assert 0 < found < all_tasks
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{found} tasks")
    page.get_by_role("link", name="In hand").click()
    expect(page.get_by_label("Agency", exact=True)).to_have_value("WAR")
    expect(rows).to_have_count(found)
    page.get_by_role("link", name="Clear", exact=True).click()
    expect(rows).to_have_count(all_tasks)


def test_a_dependency_is_added_and_removed_without_javascript(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('1.9', MARKED).id}", scripts=False)
    page.get_by_text("Add a dependency").click()
    page.get_by_role("combobox", name="Waits for").select_option(str(site.task("1.1", MARKED).id))
    page.get_by_role("button", name="Add dependency").click()
    expect(page.get_by_role("status")).to_contain_text("The dependency is added")
    waits_for = page.get_by_role("region", name="Waits for", exact=True)
    expect(waits_for).to_contain_text("1.1 ")
    waits_for.get_by_role("button", name="Remove the dependency on 1.1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Unlink 1.9")
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_role("status")).to_contain_text("The dependency is removed")


def test_a_change_is_tried_and_saved_on_the_chart_without_javascript(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/gantt", scripts=False)
    page.get_by_role("navigation", name="Scale").get_by_role("link", name="Month").click()
    bar = page.locator("td.slice a").nth(4)
    expect(bar).to_have_accessible_name("3(c) Recommend how to strengthen advocacy")
    expect(page.locator("#gantt-card")).to_be_hidden()
    bar.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="The chosen task")
    expect(panel).to_contain_text("Why 3(c) ends on")
    panel.get_by_text("Try a change").click()
    panel.get_by_label("What changes").select_option("It takes more or fewer working days")
    panel.get_by_label("By how many working days").fill("3")
    panel.get_by_role("button", name="Show what would move").click()
    expect(panel).to_contain_text("Nothing is saved yet.")
    before = site.task("3(c)").version
    panel.get_by_label("Why").fill("Two more cases")
    panel.get_by_role("button", name="Save this change").click()
    expect(page.get_by_role("status")).to_contain_text("3(c) takes")
    assert site.task("3(c)").version == before + 1
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_role("button", name=re.compile("Confirm|Undo|Take")).first.click()


def test_the_burndown_goes_back_in_time_without_javascript(windows: Windows) -> None:
    page = windows.open("principal", f"/plans/{LIVE}/burndown", scripts=False)
    page.get_by_label("As it stood on").fill("2026-10-14")
    page.get_by_role("button", name="Show that day").click()
    expect(page.locator(".facts-line")).to_contain_text("at the end of Wed 14 Oct 2026")
    chart = page.get_by_role("img", name="tasks remain")
    assert chart.bounding_box()["width"] > 600
    page.get_by_role("link", name="Working days", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("working days of work remain")
    expect(page.locator(".facts-line")).to_contain_text("at the end of Wed 14 Oct 2026")
    page.get_by_role("link", name="Today").click()
    expect(page.locator(".facts-line")).to_contain_text("at the end of Tue 24 Nov 2026")
