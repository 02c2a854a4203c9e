"""The chart in a browser: walked, folded, looked at, changed by keys and by pulling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chart.chart_page import CHART, panel, row_of, rows
from workplan.services.pages.gantt import windows as gantts

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


def test_the_chart_is_a_tree_with_one_stop_that_arrows_walk(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    table = page.get_by_role("treegrid")
    expect(table).to_have_attribute("aria-rowcount", str(rows(page).count() + 1))
    first, second = rows(page).nth(0), rows(page).nth(1)
    expect(first).to_have_attribute("aria-level", "1")
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(first).to_have_attribute("aria-rowindex", "2")
    expect(second).to_have_attribute("aria-level", "2")
    assert page.locator(".gantt-table [tabindex='0']").count() == 1
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("End")
    expect(rows(page).last).to_be_focused()
    expect(rows(page).last.locator(".slice a > *").first).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(first).to_be_focused()


def test_what_the_tree_says_to_those_who_listen(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    said = page.locator(".gantt-board").aria_snapshot()
    assert "treegrid" in said
    assert re.search(r"rowheader[^\n]*3\(b\)\.1 Choose the platforms", said)
    assert "columnheader" in said
    assert "rowheader" in said
    name = row_of(page, "3(b).1").locator("th")
    description = name.get_attribute("aria-description") or ""
    assert re.match(r"War · [\w ]+, \d+ % · \d+ \w+ to \d+ \w+ 20\d\d", description)


def test_arrows_fold_and_unfold_and_the_address_says_so(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    count = rows(page).count()
    rows(page).first.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("fold=i"))
    assert rows(page).count() < count
    expect(rows(page).first).to_have_attribute("aria-expanded", "false")
    rows(page).first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "fold=" not in url)
    expect(rows(page)).to_have_count(count)


def test_the_card_says_the_row_at_once_with_the_focus_and_escape_hides_it(
    windows: Windows,
) -> None:
    page = windows.open("lead", CHART)
    card = page.locator("#gantt-card")
    expect(card).to_be_hidden()
    rows(page).nth(1).focus()
    page.keyboard.press("ArrowDown")
    expect(card).to_be_visible()
    said = rows(page).nth(2).locator("th").get_attribute("aria-description") or ""
    for fact in said.split(" · "):
        expect(card).to_contain_text(fact)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_card_comes_under_the_pointer_too_and_stays_in_sight(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    for number in (1, rows(page).count() - 1):
        bar = rows(page).nth(number).locator(".slice a > *").first
        bar.scroll_into_view_if_needed()
        bar.hover()
        card = page.locator("#gantt-card")
        expect(card).to_be_visible()
        expect(card).to_be_in_viewport(ratio=0.99)


def test_enter_opens_the_task_beside_the_chart_and_escape_closes_it(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    row = row_of(page, "3(b).2")
    row.focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", level=2)).to_be_focused()
    expect(panel(page)).to_contain_text("Why 3(b).2 ends on")
    assert re.search(r"[?&]task=\d+", page.url)
    expect(row).to_have_attribute("aria-current", "true")
    assert page.locator(".gantt-table path.lit").count() >= 2
    page.reload()
    expect(panel(page)).to_contain_text("Why 3(b).2 ends on")
    row_of(page, "3(b).2").focus()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert "task=" not in page.url
    assert page.locator(".gantt-table path.lit").count() == 0


def test_the_names_are_made_wider_by_keys_and_stay_so(windows: Windows) -> None:
    page = windows.open("lead", CHART)
    line = page.get_by_role("separator", name="Width of the names")
    line.focus()
    before = int(line.get_attribute("aria-valuenow") or 0)
    page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuenow", str(before + 16))
    page.reload()
    expect(page.get_by_role("separator", name="Width of the names")).to_have_attribute(
        "aria-valuenow", str(before + 16)
    )
    page.evaluate("localStorage.removeItem('gantt-names')")


def test_heads_and_names_stay_while_the_bars_scroll(windows: Windows) -> None:
    page = windows.open("lead", f"{CHART}?scale=day")
    board = page.locator(".gantt-board")
    board.evaluate("e => { e.scrollLeft = 600; e.scrollTop = 300; }")
    edges = board.bounding_box()
    head = page.locator(".gantt-table thead th").first.bounding_box()
    assert edges
    assert head
    assert abs(head["x"] - edges["x"]) < 3
    assert abs(head["y"] - edges["y"]) < 3


def test_plus_and_minus_change_the_scale_and_f_fits(windows: Windows) -> None:
    page = windows.open("lead", f"{CHART}?scale=week")
    rows(page).first.focus()
    page.keyboard.press("+")
    page.wait_for_url(re.compile("scale=day"))
    rows(page).first.focus()
    page.keyboard.press("f")
    page.wait_for_url(lambda url: "scale=" not in url)


def test_a_chart_that_became_old_says_so_and_offers_the_new_one(windows: Windows) -> None:
    page = windows.open("coordinator", CHART)
    page.clock.install()
    page.reload()
    page.locator(".gantt-board").evaluate("e => { e.scrollTop = 120; }")
    page.clock.run_for(16_000)
    expect(page.locator(".news")).to_have_count(0)
    lead = windows.open("lead", "/")
    lead.get_by_role("button", name="Nothing changed").first.click()
    expect(lead.get_by_role("status").first).to_contain_text("")
    page.clock.run_for(16_000)
    expect(page.locator(".news")).to_contain_text("changed 1 task")
    page.locator(".news").get_by_role("link", name="Show").click()
    expect(page.locator(".news")).to_have_count(0)
    page.wait_for_function("document.querySelector('.gantt-board').scrollTop === 120")


def test_rows_come_as_one_scrolls_and_far_ones_are_let_go(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = windows.open("lead", CHART)
    codes = rows(page).locator(".code").all_inner_texts()
    monkeypatch.setattr(gantts, "ROWS_A_PAGE", 4)
    page.reload()
    table = page.get_by_role("treegrid")
    expect(table).to_have_attribute("aria-rowcount", str(len(codes) + 1))
    pages = -(-len(codes) // 4)
    expect(table.locator("tbody")).to_have_count(pages)
    expect(page.locator(".pages")).to_have_count(0)
    board = page.locator(".gantt-board")
    high = board.evaluate("e => e.scrollHeight")
    board.evaluate("e => { e.scrollTop = e.scrollHeight; }")
    last = rows(page).last
    expect(last.locator(".code")).to_have_text(codes[-1])
    expect(last).to_have_attribute("aria-rowindex", str(len(codes) + 1))
    assert abs(board.evaluate("e => e.scrollHeight") - high) < 4
    board.evaluate("e => { e.scrollTop = 0; }")
    expect(rows(page).first.locator(".code")).to_have_text(codes[0])


def test_a_task_on_another_page_of_rows_is_brought_into_sight(
    windows: Windows, site: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gantts, "ROWS_A_PAGE", 4)
    page = windows.open("lead", f"{CHART}?task={site.task('5(b).1').id}")
    expect(row_of(page, "5(b).1")).to_be_in_viewport()
    expect(row_of(page, "5(b).1")).to_have_attribute("aria-current", "true")


def test_beside_an_open_task_rows_fold_all_the_same(windows: Windows, site: LiveSite) -> None:
    page = windows.open("lead", f"{CHART}?task={site.task('3(b).2').id}")
    count = rows(page).count()
    rows(page).first.locator(".fold").click()
    page.wait_for_url(re.compile("fold=i"))
    assert rows(page).count() < count
    expect(panel(page)).to_be_visible()
