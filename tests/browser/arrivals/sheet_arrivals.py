"""Ways into the sheet of a plan: with rows that were pasted, in edit, and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

SHEET = f"/plans/{LIVE}/tasks/sheet"
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const kind = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", kind);
  document.activeElement.dispatchEvent(event);
}"""
ROWS = "3(y)\tPublish the guide\tComerce\tState\t5\n3(y).1\tList firms\tITA\t\t2w\t3(y) FS+1"


def opened(page: Page, _: LiveSite) -> None:
    page.goto(SHEET)
    if page.locator("table.sheet").is_visible():
        page.locator("table.sheet.is-live").wait_for()


def pasted_rows(page: Page, site: LiveSite) -> None:
    """Paste two rows, of which one names an agency that is none."""
    opened(page, site)
    if not page.locator("table.sheet").is_visible():
        return
    page.locator("tr.sheet__row").last.locator("td[data-column=code]").click()
    page.evaluate(PASTE, ROWS)
    page.locator("td.is-wrong").wait_for()


def edited_cell(page: Page, site: LiveSite) -> None:
    """Edit a cell, with choices beneath it."""
    opened(page, site)
    if not page.locator("table.sheet").is_visible():
        return
    page.locator("td[data-column=waits]").first.click()
    page.keyboard.type("3(b")
    page.get_by_role("listbox").wait_for()


def refused_sheet(page: Page, site: LiveSite) -> None:
    """Send a row that cannot be, as without a script."""
    opened(page, site)
    page.evaluate(
        """() => {
          const field = document.querySelector("[name='n1.name']");
          field.value = "Without a lead";
          HTMLFormElement.prototype.submit.call(document.getElementById("sheet"));
        }"""
    )
    page.locator("#problems").wait_for()


def chosen_rule(page: Page, _: LiveSite) -> None:
    """Choose a rule: its fields stand under it, and what it means beside the form."""
    page.goto(f"/plans/{LIVE}/tasks/new")
    page.get_by_text("After the directive was signed").click()
    page.get_by_label("How long after").wait_for()


ORDER = """Section 1. Policy. It is our policy to:

(a) buy well;

(b) sell fast.

Sec. 7. Work. (a) Within 60 days of the date of this order, the Secretary of State, in
consultation with the Secretary of Wizardry, shall draft a plan.

(b) The Secretary of Wizardry shall oversee the work. It shall be short.

(c) The Secretary of State may lend staff.
"""


def head_read(page: Page, _: LiveSite) -> None:
    """Fill in the form of a directive from its text."""
    page.goto("/directives/new")
    page.get_by_text("Fill in from its text").click()
    page.get_by_label("Or its text").fill("Executive Order 19999 of May 6, 2031\n\nBetter Bridges")
    page.get_by_role("button", name="Read its head").click()
    page.get_by_role("status").get_by_text("Look at it").wait_for()


def duties_read(page: Page, _: LiveSite) -> None:
    """Read a directive whose names are not all known, beside its text."""
    page.goto(f"/plans/{LIVE}/tasks/directive")
    page.get_by_label("Or its text").fill(ORDER)
    page.get_by_role("button", name="Show what it orders").click()
    page.locator(".directive-duty").first.wait_for()
