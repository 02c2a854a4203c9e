"""The page of the chart, as tests find their way on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CHART = f"/plans/{LIVE}/gantt"


def rows(page: Page) -> Locator:
    return page.locator(".gantt-table tbody tr[data-row]")


def row_of(page: Page, code: str) -> Locator:
    return rows(page).filter(has=page.locator(".code", has_text=re.compile(f"^{re.escape(code)}$")))


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="The chosen task")
