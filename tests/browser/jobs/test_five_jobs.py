"""Five jobs that people come to the Gantt chart for, and with how few actions each is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chart.chart_page import CHART, panel, row_of, rows

if TYPE_CHECKING:
    from playwright.sync_api import Download, Locator, Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


class Actions:
    """What somebody does on a page, counted: each press, click, choice and stroke is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, where: Locator) -> None:
        self.count += 1
        where.click()

    def reach(self, row: Locator) -> None:
        self.count += 1
        row.focus()

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def choose(self, where: Locator, label: str) -> None:
        self.count += 1
        where.select_option(label=label)

    def saving(self, where: Locator) -> Download:
        with self.page.expect_download() as waiting:
            self.click(where)
        return waiting.value


@pytest.fixture
def chart(windows: Windows) -> Actions:
    """The chart of the live plan, before its coordinator."""
    return Actions(windows.open("coordinator", CHART))


def conditions(page: Page) -> Locator:
    return page.get_by_role("search", name="Filter tasks")


def narrow(chart: Actions) -> None:
    chart.click(conditions(chart.page).get_by_role("button", name="Filter tasks"))


def test_what_is_late_and_why_takes_four_actions(chart: Actions) -> None:
    page = chart.page
    chart.click(conditions(page).get_by_text("+ Condition"))
    chart.click(conditions(page).get_by_text("Late only"))
    narrow(chart)
    late = rows(page).locator("th a[id^=t]")
    expect(late.first).to_be_visible()
    chart.click(late.first)
    expect(panel(page)).to_contain_text(re.compile("Overdue|Will miss|late", re.IGNORECASE))
    expect(panel(page).get_by_role("heading", name=re.compile("^Why"))).to_be_visible()
    assert chart.count == 4


def test_two_days_later_and_whom_it_hits_takes_three_actions(
    chart: Actions, site: LiveSite
) -> None:
    page, version = chart.page, site.task("3(b).2").version
    chart.reach(row_of(page, "3(b).2"))
    for _ in range(2):
        chart.press("Shift+ArrowRight")
    expect(panel(page)).to_contain_text("Nothing is saved yet.")
    expect(panel(page).locator(".consequences")).to_contain_text("The plan")
    assert chart.count == 3
    assert site.task("3(b).2").version == version


def test_printing_it_takes_two_actions(chart: Actions) -> None:
    chart.click(chart.page.get_by_text("Print or save"))
    saved = chart.saving(chart.page.get_by_role("link", name=re.compile("PDF, all rows.*Letter")))
    assert saved.suggested_filename.endswith(".pdf")
    assert chart.count == 2


def test_what_changed_since_monday_takes_one_action(chart: Actions) -> None:
    rail = chart.page.locator(".rail__wide")
    chart.click(rail.get_by_role("link", name="Why dates moved"))
    expect(chart.page.get_by_role("heading", level=1)).to_be_visible()
    # A week back is what it begins with, so Monday is in it whatever the day.
    expect(chart.page.get_by_label("Since")).to_have_value("2026-11-17")
    assert chart.count == 1


def test_commerce_alone_takes_three_actions(chart: Actions) -> None:
    page = chart.page
    before = rows(page).count()
    chart.click(conditions(page).get_by_text("+ Condition"))
    chart.choose(conditions(page).get_by_label("Agency"), "Commerce")
    narrow(chart)
    expect(page.get_by_role("link", name=re.compile("Commerce.*take away"))).to_be_visible()
    assert 0 < rows(page).count() < before
    assert chart.count == 3
