"""Changes that are tried and made on the chart in a browser: by keys, by pulling, by linking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chart.chart_page import CHART, panel, row_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def pull(page: Page, x: float, y: float, *, by: float) -> None:
    """Take what is at a place, and hold it so many pixels further to the right."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=4)


def test_a_change_is_tried_by_keys_said_put_back_and_saved(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", CHART)
    before = site.task("3(c)")
    row_of(page, "3(c)").focus()
    for _ in range(4):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(panel(page)).to_contain_text("working days instead of")
    expect(panel(page)).to_contain_text("Nothing is saved yet.")
    expect(page.locator("main > [role=status].usa-sr-only")).to_contain_text("Try: 3(c) takes")
    expect(row_of(page, "3(c)").locator("path.try")).to_have_count(1)
    assert site.task("3(c)").version == before.version
    row_of(page, "3(c)").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".gantt-table path.try")).to_have_count(0)
    assert site.task("3(c)").version == before.version

    page.keyboard.press("Control+Shift+ArrowRight")
    expect(panel(page)).to_contain_text("working days instead of")
    panel(page).get_by_label("Why").fill("One more case")
    row_of(page, "3(c)").focus()
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Control+Shift+ArrowLeft")
    expect(panel(page).get_by_label("Why")).to_have_value("One more case")
    panel(page).get_by_role("button", name="Save this change").click()
    expect(page.locator(".toast")).to_contain_text("3(c) takes")
    assert site.task("3(c)").duration_days == before.duration_days + 1
    page.locator(".toast").get_by_role("button", name="Undo").click()


def test_a_bar_is_pulled_by_its_end_and_by_its_middle_and_let_go(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", f"{CHART}?scale=week")
    version = site.task("3(d)").version
    row = row_of(page, "3(d)")
    row.scroll_into_view_if_needed()
    row.focus()
    page.keyboard.press("t")
    box = row.locator(".slice a > rect").bounding_box()
    assert box
    right, middle = box["x"] + box["width"], box["y"] + box["height"] / 2

    pull(page, right - 3, middle, by=33)
    expect(row.locator("rect.try")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(row.locator("rect.try")).to_have_count(0)
    expect(panel(page)).to_be_hidden()

    pull(page, right - 3, middle, by=60)
    page.mouse.up()
    expect(panel(page)).to_contain_text("working days instead of")
    expect(page.locator(".gantt-table path.try")).not_to_have_count(0)
    assert site.task("3(d)").version == version


def test_two_tasks_are_linked_by_a_key(windows: Windows, site: LiveSite) -> None:
    page, version = windows.open("coordinator", CHART), site.task("3(b).2").version
    row_of(page, "3(c)").focus()
    page.keyboard.press("l")
    expect(page.locator("main > [role=status].usa-sr-only")).to_contain_text("3(c) is to end first")
    row_of(page, "3(b).2").focus()
    page.keyboard.press("l")
    expect(panel(page)).to_contain_text("Try: 3(b).2 starts when 3(c) ends")
    assert site.task("3(b).2").version == version


def test_who_may_not_change_the_plan_tries_nothing(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    row = row_of(page, "3(c)")
    row.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("Why 3(c) ends on")
    expect(panel(page).get_by_text("Try a change")).to_have_count(0)


def test_a_site_that_does_not_answer_leaves_the_chart_and_says_that_nothing_was_saved(
    windows: Windows,
) -> None:
    page = windows.open("coordinator", CHART)
    row_of(page, "3(c)").focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("Why 3(c) ends on")
    page.route("**/gesture**", lambda route: route.abort("connectionrefused"))
    row_of(page, "3(c)").focus()
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(panel(page)).to_contain_text("This could not be tried")
    expect(panel(page)).to_contain_text("Nothing was saved.")
    windows.watch(page).forgive("ERR_CONNECTION_REFUSED")


def test_a_trial_that_was_put_back_is_not_counted_on(windows: Windows) -> None:
    page = windows.open("coordinator", CHART)
    said = []
    for _ in range(2):
        row_of(page, "3(c)").focus()
        page.keyboard.press("Control+Shift+ArrowRight")
        title = panel(page).locator("#tried-title")
        expect(title).to_be_visible()
        said.append(title.inner_text())
        panel(page).get_by_role("link", name="Put it back").click()
        expect(title).to_have_count(0)
    assert said[0] == said[1]


def test_a_milestone_is_pulled_to_another_day_and_let_go(windows: Windows, site: LiveSite) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('5(b)').id}/edit")
    page.get_by_label("Duration").fill("0")
    page.get_by_role("button", name="Save").click()
    before = site.task("5(b)")
    assert before.duration_days == 0
    page.goto(f"{site.url}{CHART}?scale=week")
    row = row_of(page, "5(b)")
    row.scroll_into_view_if_needed()
    row.focus()
    page.keyboard.press("t")
    box = row.locator(".slice path.m").bounding_box()
    assert box
    x, middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    pull(page, x, middle, by=60)
    expect(row.locator("path.m.try")).to_have_count(1)
    ghost = row.locator("path.m.try").bounding_box()
    assert ghost
    assert 45 < ghost["x"] - box["x"] < 75
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(row.locator("path.m.try")).to_have_count(0)
    expect(panel(page)).to_be_hidden()

    pull(page, x, middle, by=60)
    page.mouse.up()
    expect(panel(page)).to_contain_text("Try: 5(b)")
    expect(panel(page)).to_contain_text("Nothing is saved yet.")
    expect(row.locator("path.m.try")).to_have_count(0)
    assert site.task("5(b)").version == before.version
