"""Ways into the import of a sheet that somebody made: its columns, asked about and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

SHEET = """Plan for the memorandum,,,,,
No,Task Name,Owner,Start Date,End Date,Risk
1,Draft the rule,State PM,1/5/2027,1/8/2027,High
2,Clear the rule with everyone who is named in the memorandum,Nobody,TBD,2/9/2027,
"""


def columns_asked(page: Page, _: LiveSite) -> None:
    """Upload a sheet with columns of its own, whose dates have two readings."""
    page.goto("/plans/import")
    content = {"name": "mine.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    page.get_by_label("File", exact=True).set_input_files([content])  # type: ignore[list-item]
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Look at the plan").wait_for()


def columns_refused(page: Page, site: LiveSite) -> None:
    """Look at the plan without having said which number of a date is the month."""
    columns_asked(page, site)
    page.get_by_role("button", name="Look at the plan").click()
    page.locator("#problems").wait_for()


def sheet_looked_at(page: Page, site: LiveSite) -> None:
    """Say what the columns mean, and see what becomes of the sheet."""
    columns_asked(page, site)
    page.get_by_label("In which order dates are written").select_option("month-first")
    page.get_by_role("button", name="Look at the plan").click()
    page.get_by_role("button", name="Save as a new plan").wait_for()


def columns_of_one_field(page: Page, site: LiveSite) -> None:
    """Say that two columns are the name of the task."""
    columns_asked(page, site)
    page.get_by_label("In which order dates are written").select_option("month-first")
    page.get_by_label("What column F, Risk, is").select_option("name")
    page.get_by_role("button", name="Look at the plan").click()
    page.locator("#problems").wait_for()


def import_asked_back(page: Page, site: LiveSite) -> None:
    """Press the undo of an import, which asks before it takes the plan away."""
    sheet_looked_at(page, site)
    page.get_by_label("Short name in the address bar").fill("asked-back")
    page.get_by_role("button", name="Save as a new plan").click()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Take the plan away").wait_for()
