"""A product goes round in the browser: sent, not concurred, decided, sent anew, and cleared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

# War leads it, and State coordinates on it.
CODE = "4(iii)"


def choose(page: Page, label: str) -> None:
    """Choose among radio buttons, whose labels stand for them."""
    page.locator("label.usa-radio__label", has_text=re.compile(f"^{label}$")).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_product_goes_round_until_all_concur(
    windows: Windows, site: LiveSite, *, scripts: bool
) -> None:
    path = f"/tasks/{site.task(CODE).id}/coordination"
    war = windows.open("other_lead", path, scripts=scripts)
    if not scripts:
        war.get_by_text("Write and send its first version").click()
    war.get_by_label("Text").fill("Notice is given **ten** days before each deadline.")
    expect(war.get_by_role("checkbox", name="State", exact=True)).to_be_checked()
    war.get_by_role("button", name="Send version 1").click()
    expect(war.get_by_role("heading", level=1)).to_contain_text("0 of 1 agency answered")

    state = windows.open("lead", "/", scripts=scripts)
    state.get_by_role("link", name=f"Read and answer {CODE} for State").click()
    expect(state.locator(".product").first).to_contain_text("ten days before")
    choose(state, "Non-concur")
    state.get_by_label("Comment, or reason").first.fill("Industry asked for twenty days.")
    state.get_by_label("Words that it meets").first.fill("ten")
    state.get_by_label("Words that you propose").first.fill("twenty")
    state.get_by_role("button", name="Record the answer").click()
    expect(state.get_by_role("heading", level=1)).to_contain_text("State does not concur")

    war.reload()
    choose(war, "Accepted in part")
    war.get_by_label("Why", exact=True).first.fill("Fifteen is what the law allows.")
    war.get_by_role("button", name="Decide the comment 1 of State").click()
    expect(war.get_by_text("“Fifteen is what the law allows.”").first).to_be_visible()
    war.get_by_text("Write and send it").click()
    war.get_by_label("Text").fill("Notice is given **fifteen** days before each deadline.")
    war.get_by_role("button", name="Send version 2").click()
    expect(war.get_by_role("heading", level=1)).to_contain_text("0 of 1 agency answered")

    state.goto(path)
    choose(state, "Concur")
    state.get_by_role("button", name="Record the answer").click()
    expect(state.get_by_text("Earlier versions and answers")).to_be_visible()

    war.reload()
    war.get_by_role("button", name="End it as cleared").click()
    head = war.get_by_role("heading", level=1)
    expect(head).to_contain_text("is cleared: 1 of 1 agency concurred")
