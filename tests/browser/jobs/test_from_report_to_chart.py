"""The main job: what a lead reports is what the coordinator sees, at once and everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def remaining(page: Page, as_of: str = "") -> tuple[int, int]:
    """Return tasks and working days that the burndown's table has left, on a day or now."""
    page.goto(f"/plans/{LIVE}/burndown?as_of={as_of}")
    cells = page.locator("tbody tr").first.locator("td").all_inner_texts()
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading.startswith(f"{cells[0]} of {cells[1]} tasks remain")
    return int(cells[0]), int(cells[4].replace(",", ""))


def bar(page: Page, code: str) -> dict[str, float]:
    """Return where a task's bar lies in the Gantt."""
    row = page.locator(".gantt-table tbody tr").filter(has_text=re.compile(re.escape(code) + " "))
    key = row.locator("th a[id]").get_attribute("id")
    found = page.locator(f"td.slice a[aria-labelledby={key}] rect")
    return {name: float(found.get_attribute(name) or 0) for name in ("x", "width")}


def test_what_a_lead_reports_moves_the_coordinators_charts(
    windows: Windows, site: LiveSite
) -> None:
    coordinator = windows.open("coordinator")
    tasks_before, days_before = remaining(coordinator)
    last_week = remaining(coordinator, "2026-11-17")
    coordinator.goto(f"/plans/{LIVE}/gantt")
    waited_for, waiting = bar(coordinator, "3(b).1"), bar(coordinator, "3(b).2")

    lead = windows.open("other_lead", f"/tasks/{site.task('3(b).1').id}/report")
    lead.get_by_label("Status").select_option("Complete")
    lead.get_by_label("Percent complete").fill("100")
    lead.get_by_label("Actual finish").fill("2026-11-24")
    lead.get_by_label("What was done").fill("All platforms are agreed.")
    lead.get_by_role("button", name="Save report").click()
    expect(lead.get_by_role("status")).to_contain_text(
        re.compile(r"The dates of \d+ other tasks moved")
    )

    coordinator.reload()
    assert bar(coordinator, "3(b).1")["width"] < waited_for["width"]
    assert bar(coordinator, "3(b).2")["x"] < waiting["x"]
    tasks_after, days_after = remaining(coordinator)
    assert (tasks_after, days_after < days_before) == (tasks_before - 1, True)
    assert remaining(coordinator, "2026-11-17") == last_week, "the past has changed"

    coordinator.goto(f"/plans/{LIVE}")
    expect(coordinator.locator(".glance__chart")).to_contain_text(f"{tasks_after} of 25 tasks")
    coordinator.goto(f"/tasks/{site.task('3(b).2').id}?stream=changes")
    expect(coordinator.locator("#history ~ *").first).to_contain_text("Finish moved from")


def test_two_people_report_on_one_task_and_neither_loses_a_word(
    windows: Windows, site: LiveSite
) -> None:
    path = f"/tasks/{site.task('4(iv)').id}/report"
    first, second = windows.open("lead", path), windows.open("other_lead", path)
    first.get_by_label("Percent complete").fill("35")
    first.get_by_label("What was done").fill("State has asked 12 firms.")
    second.get_by_label("Percent complete").fill("40")
    second.get_by_label("What was done").fill("War has asked the services.")
    second.get_by_label("What is next").fill("Put both lists together.")

    first.get_by_role("button", name="Save report").click()
    expect(first.get_by_role("status")).to_contain_text("Your report is saved.")
    second.get_by_role("button", name="Save report").click()

    alert = second.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("Margaret Lindqvist reported while you were typing")
    expect(alert.get_by_role("row", name="Done")).to_contain_text("State has asked 12 firms.")
    expect(alert.get_by_role("row", name="Done")).to_contain_text("War has asked the services.")
    expect(second.get_by_label("Percent complete")).to_have_value("40")
    expect(second.get_by_label("What is next")).to_have_value("Put both lists together.")

    second.get_by_role("button", name="Save report").click()
    expect(second.get_by_role("status")).to_contain_text("Your report is saved.")
    reports = second.locator(".report")
    expect(reports.nth(0)).to_contain_text("War has asked the services.")
    expect(reports.nth(1)).to_contain_text("State has asked 12 firms.")


def test_two_coordinators_change_one_task_and_the_second_sees_both_versions(
    windows: Windows, site: LiveSite
) -> None:
    path = f"/tasks/{site.task('5(b)').id}/edit"
    first, second = windows.open("coordinator", path), windows.open("coordinator", path)
    first.get_by_label("Duration in working days").fill("7")
    first.get_by_label("Another agency").select_option(label="Energy")
    first.get_by_label("Its role").select_option("Consult")
    for page in (first, second):
        page.get_by_text("More: description").click()
    first.get_by_label("Description").fill("Every quarter.")
    first.get_by_role("button", name="Save task").click()
    expect(first.get_by_role("status")).to_contain_text("The task is changed.")

    second.get_by_label("Description").fill("Every quarter, in two tables.\nNo PDF.")
    second.get_by_role("button", name="Save task").click()
    alert = second.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("row", name="Description")).to_have_text(
        re.compile("Description.*Show the public.*Every quarter.*in two tables")
    )
    for name in ("Duration", "Agencies", "Suspense"):
        expect(alert.get_by_role("row", name=name)).to_have_count(0)
    # What only the first changed stands in the form as saved, and is not taken back.
    expect(second.get_by_label("Duration in working days")).to_have_value("7")
    expect(second.get_by_role("combobox", name="Energy")).to_have_value("consult")
    expect(second.get_by_label("Description")).to_have_value(
        "Every quarter, in two tables.\nNo PDF."
    )
    second.get_by_role("button", name="Save task").click()
    expect(second.get_by_role("status")).to_contain_text("The task is changed.")
    expect(second.locator(".prose").first).to_contain_text("Every quarter, in two tables.")
    expect(second.get_by_role("main")).to_contain_text("7 working days planned")


def test_a_refused_report_keeps_everything_that_was_typed(windows: Windows, site: LiveSite) -> None:
    page = windows.open("lead", f"/tasks/{site.task('3(d).1').id}/report")
    page.get_by_label("Percent complete").fill("80 %, nearly")
    page.get_by_label("Forecast finish").fill("2026-12-02")
    page.get_by_label("What was done").fill("40 posts answered;\n<3 & “more” to come.")
    page.get_by_role("button", name="Save report").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(page.get_by_label("Percent complete")).to_have_value("80 %, nearly")
    expect(page.get_by_label("Forecast finish")).to_have_value("2026-12-02")
    expect(page.get_by_label("What was done")).to_have_value(
        "40 posts answered;\n<3 & “more” to come."
    )
    page.get_by_label("Percent complete").fill("80")
    page.get_by_role("button", name="Save report").click()
    expect(page.locator(".report").first).to_contain_text("<3 & “more” to come.")
