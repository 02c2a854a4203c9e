"""The database is taken away while somebody types: the page, and what becomes of the words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE
from tests.browser.driving.windows import PHONE
from tests.browser.test_every_page import AXE, PROBES, axe_violations

if TYPE_CHECKING:
    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

WORDS = "Typed while the database was away, & kept"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_what_was_typed_is_given_back_and_saved_when_the_database_is_there_again(
    windows: Windows, site: LiveSite, scripts: bool
) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/tasks", scripts=scripts)
    page.locator("table.data tbody th a").first.click()
    words = f"{WORDS}, {'with' if scripts else 'without'} scripts"
    form = page.locator("form[action$='/comments']").filter(has=page.locator("#body"))
    form.locator("textarea").fill(words)
    url = sqlalchemy.make_url(site.app.config["SQLALCHEMY_DATABASE_URI"])
    place = Path(str(url.database))
    away = place.rename(place.with_suffix(".away"))
    try:
        form.get_by_role("button").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("The database cannot be")
        expect(page.locator("main")).to_contain_text(words)
        if scripts:
            page.evaluate(AXE)
            assert axe_violations(page) == []
            page.set_viewport_size(PHONE)
            assert axe_violations(page) == []
            assert not any(page.evaluate(PROBES).values())
    finally:
        away.rename(place)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("Your comment is saved.")
