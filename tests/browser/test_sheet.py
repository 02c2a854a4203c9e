"""The sheet with keys alone, with a block from a spreadsheet, and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.arrivals.sheet_arrivals import PASTE, SHEET
from workplan.services.sheet import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(windows: Windows) -> Iterator[Page]:
    """The sheet of the live plan, opened by its coordinator."""
    page = windows.open("coordinator", SHEET)
    page.locator("table.sheet.is-live").wait_for()
    yield page
    page.close()


def cell(page: Page, code: str, column: str) -> Locator:
    """Return a cell of a task by its number."""
    code_cell = page.locator("td.sheet__code .sheet__text").get_by_text(code, exact=True)
    row = page.locator("tr.sheet__row").filter(has=code_cell)
    return row.locator(f"td[data-column={column}]")


def cursor(page: Page) -> Locator:
    return page.locator("td:focus")


def enter_sheet(page: Page) -> None:
    """Press Tab until the sheet has the focus; it is one stop."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('table.sheet') !== null"):
            return
    raise AssertionError("Tab does not lead into the sheet.")


def test_cells_are_changed_understood_and_saved_with_keys_alone(
    sheet: Page, site: LiveSite
) -> None:
    page, keys = sheet, sheet.keyboard
    enter_sheet(page)
    keys.press("Control+End")
    for _ in range(5):
        keys.press("ArrowUp")
    keys.press("Insert")
    for text in ("9(a)", "Hear the small firms", "War", "State: consult", "2w", "3(b).1 FS+1"):
        keys.type(text)
        keys.press("Tab")
    keys.type("15 Jan 2028")
    keys.press("Enter")
    expect(cell(page, "9(a)", "days")).to_contain_text("10 days")
    expect(cell(page, "9(a)", "waits")).to_contain_text("then 1 working day")
    expect(cell(page, "9(a)", "suspense")).to_contain_text("counts from Fri 14 Jan")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 new task")
    expect(page.locator("#sheet-told")).to_contain_text("1 task is new")
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Saved together: 1 task added.")
    task = site.task("9(a)")
    assert (task.name, task.duration_days) == ("Hear the small firms", 10)


def test_the_sheet_is_one_stop_and_ctrl_m_lets_tab_leave_it(sheet: Page) -> None:
    page, keys = sheet, sheet.keyboard
    enter_sheet(page)
    keys.press("Tab")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.closest('table.sheet') !== null")
    assert page.locator("table.sheet td[tabindex='0']").count() == 1
    keys.press("Control+m")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.closest('table.sheet') === null")
    keys.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('table.sheet') !== null")


def test_typing_replaces_f2_edits_and_escape_puts_back(sheet: Page) -> None:
    page, keys = sheet, sheet.keyboard
    days = cell(page, "3(b).1", "days")
    was = days.locator(".sheet__text").inner_text()
    days.click()
    keys.type("7")
    keys.press("Escape")
    expect(days.locator(".sheet__text")).to_have_text(was)
    keys.press("F2")
    keys.type("5")
    keys.press("Enter")
    expect(days.locator(".sheet__text")).to_have_text(f"{was}5")
    keys.press("ArrowUp")
    keys.press("Control+z")
    expect(days.locator(".sheet__text")).to_have_text(was)


def test_a_block_is_pasted_at_the_cursor_and_taken_out_in_one_step(
    sheet: Page, site: LiveSite
) -> None:
    page, keys = sheet, sheet.keyboard
    page.locator("tr.sheet__row").last.locator("td[data-column=code]").click()
    block = "3(z)\tPublish the guide\tComerce\tState\t5\n3(z).1\tList firms\tITA\t\t10\t3(z)"
    page.evaluate(PASTE, block)
    expect(page.locator(".sheet-pasted")).to_contain_text("Pasted: 2 rows, 7 columns")
    wrong = cell(page, "3(z)", "leads")
    expect(wrong).to_contain_text("No such agency: “Comerce”.")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "2 new tasks; one cell needs another look"
    )
    page.get_by_role("button", name="Save all rows together").click()
    expect(cursor(page)).to_have_attribute("data-column", "leads")
    wrong.get_by_role("button", name="Use Commerce").click()
    expect(wrong.locator(".sheet__text")).to_have_text("Commerce")
    keys.press("Control+z")
    keys.press("Control+z")
    expect(cell(page, "3(z)", "leads")).to_have_count(0)
    assert "3(z)" not in site.codes()


def test_a_block_that_is_too_wide_asks_once_which_column_is_which(sheet: Page) -> None:
    page = sheet
    page.locator("tr.sheet__row").last.locator("td[data-column=suspense]").click()
    page.evaluate(PASTE, "Task\tOwner\tDays\nPublish it\tWar\t5")
    which = page.locator(".sheet-which")
    expect(which).to_contain_text("The block has 3 columns. Which is which?")
    which.get_by_label("Owner").select_option("Lead")
    which.get_by_role("button", name="Paste the block").click()
    row = page.locator("tr.is-new").last
    expect(row.locator("td[data-column=name] .sheet__text")).to_have_text("Publish it")
    expect(row.locator("td[data-column=leads] .sheet__text")).to_have_text("War")


def test_numbers_and_agencies_are_completed(sheet: Page) -> None:
    page, keys = sheet, sheet.keyboard
    cell(page, "3(b).2", "waits").click()
    keys.type("3(b")
    expect(page.get_by_role("listbox")).to_contain_text("3(b).1")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator(".is-edit .sheet__input")).not_to_have_value("3(b")
    keys.press("Escape")
    cell(page, "3(b).2", "leads").click()
    keys.type("comm")
    expect(page.get_by_role("option", name="Commerce", exact=True)).to_be_visible()


def test_rows_are_indented_and_moved_with_keys(sheet: Page) -> None:
    page, keys = sheet, sheet.keyboard
    cell(page, "3(b).2", "name").click()
    row = page.locator("tr.sheet__row").filter(has=page.locator("td:focus"))
    place = int(row.locator(".sheet__number").inner_text())
    keys.press("Alt+Shift+ArrowRight")
    expect(row).to_have_attribute("data-level", "2")
    keys.press("Alt+Shift+ArrowLeft")
    expect(row).to_have_attribute("data-level", "1")
    keys.press("Alt+Shift+ArrowUp")
    expect(row.locator(".sheet__number")).to_have_text(str(place - 1))
    keys.press("Control+z")
    expect(row.locator(".sheet__number")).to_have_text(str(place))


def test_a_narrow_window_has_blocks_that_open_the_form(windows: Windows) -> None:
    page = windows.open("coordinator", SHEET, viewport={"width": 390, "height": 800})
    expect(page.locator("table.sheet")).to_be_hidden()
    page.get_by_role("link", name="3(b).1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Change 3(b).1")


def test_without_a_script_rows_are_fields_and_errors_come_back(windows: Windows) -> None:
    page = windows.open("coordinator", SHEET, scripts=False)
    page.locator("[name='n1.name']").fill("By hand")
    page.locator("[name='n1.leads']").fill("Wor")
    page.get_by_role("button", name="Show what would move").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("need another look")
    expect(page.locator("#n1-leads-wrong")).to_contain_text("No such agency")
    page.locator("#n1-leads-wrong button").click()
    assert page.locator("[name='n1.name']").input_value() == "By hand"


def test_another_page_of_the_sheet_keeps_what_was_typed_on_this_one(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "ROWS_A_PAGE", 4)
    page = windows.open("coordinator", SHEET)
    page.locator("table.sheet.is-live").wait_for()
    key = page.locator("tr.sheet__row[data-key^=t]").first.get_attribute("data-key")
    page.locator(f"tr[data-key={key}] td[data-column=name]").click()
    page.keyboard.type("Typed on the first page")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="More rows").click()
    expect(page.get_by_text("What you typed on other pages is kept")).to_be_visible()
    expect(page.locator(f"tr[data-key={key}]")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("1 task changed")
    page.get_by_role("button", name="Rows before").click()
    expect(page.locator(f"#{key}-name")).to_have_value("Typed on the first page")
