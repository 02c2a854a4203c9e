"""Somebody who walks through pages as a person does, and counts every click and keyed field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError  # that of the browser

from tests.browser.driving.windows import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FARTHEST = 260
"""How often Tab is pressed until something that a page holds must have the focus."""


class Walker:
    """A person with one page.

    Args:
        by_keys: whether they reach everything by Tab and press Enter, and own no mouse.
    """

    def __init__(self, page: Page, *, by_keys: bool = False, has_scripts: bool = True) -> None:
        self.page, self.by_keys, self.has_scripts = page, by_keys, has_scripts
        self.actions = 0

    def fill(self, label: str, text: str, within: Locator | None = None) -> None:
        """Key text into the field of a label."""
        place = within or self.page
        found = place.get_by_label(label, exact=True).locator("visible=true").first
        self._count(found)
        if self.by_keys:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)
        else:
            found.fill(text)

    def day(self, label: str, iso: str) -> None:
        """Key a day into a field of a date."""
        found = self.page.get_by_label(label, exact=True)
        self._count(found)
        if self.by_keys:
            year, month, day = iso.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
        else:
            found.fill(iso)

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Choose from a list by its words."""
        place = within or self.page
        found = place.get_by_label(label, exact=True).locator("visible=true").first
        self._count(found)
        # A list that has the focus takes what is typed for the beginning of an option.
        if self.by_keys:
            self.page.keyboard.type(option)
        else:
            found.select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box."""
        found = self.page.get_by_label(label, exact=True)
        self._count(found)
        if self.by_keys:
            self.page.keyboard.press("Space")
        else:
            found.check(force=True)

    def press(self, button: str, *, leaves: bool = True) -> None:
        """Press a button, which leaves the page unless a part of it is swapped."""
        found = self.page.get_by_role("button", name=button, exact=True)
        self._activate(found, leaves=leaves)

    def follow(self, link: str, inside: str = "") -> None:
        """Follow a link."""
        self._activate(self.page.get_by_role("link", name=link, exact=True), inside)

    def enter(self, cell: Locator) -> None:
        """Go into a cell of the sheet, which is one stop of the Tab key."""
        if not self.by_keys:
            self.actions += 1
            cell.click()
            return
        self._count(self.page.locator("table.sheet [tabindex='0']").first)
        for _ in range(FARTHEST):
            if cell.evaluate("(cell) => cell === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")

    def open(self, summary: str) -> None:
        """Open what a summary hides."""
        self._activate(self.page.locator("summary", has_text=summary), leaves=False)

    def _activate(self, found: Locator, inside: str = "", *, leaves: bool = True) -> None:
        if inside:
            found = self.page.locator(inside).locator(found)
        found = found.locator("visible=true").first
        self._count(found)
        if self.by_keys:
            self.page.evaluate("() => { window.isLeft = false; }")
            self.page.keyboard.press("Enter")
            if leaves:
                self.page.wait_for_function("() => window.isLeft === undefined")
        else:
            found.click()

    def _count(self, target: Locator) -> None:
        self.actions += 1
        try:
            target.wait_for(timeout=PATIENCE_MS)
        except TimeoutError as error:
            shown = self.page.locator("main").inner_text()
            raise AssertionError(f"There is no {target} on {self.page.url}: {shown}") from error
        if not self.by_keys:
            return
        handle = target.element_handle()
        for _ in range(FARTHEST):
            if self.page.evaluate("(wanted) => document.activeElement === wanted", handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}.")
