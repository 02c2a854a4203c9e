"""What a button opens is seen whole, on a phone too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.driving.windows import PHONE
from tests.browser.scenes.scene import PLAN

if TYPE_CHECKING:
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

OPENS = "main details:has(> .menu__list) > summary, main details:has(> .conditions__list) > summary"
CUT = """
summary => {
  const {left, right} = summary.nextElementSibling.getBoundingClientRect();
  return left < 0 || right > document.documentElement.clientWidth;
}
"""


@pytest.mark.parametrize("path", ["", "/tasks", "/gantt", "/burndown", "/journal"])
def test_no_list_that_a_button_opens_is_cut_on_a_phone(windows: Windows, path: str) -> None:
    page = windows.open("coordinator", f"{PLAN}{path}")
    page.set_viewport_size(PHONE)
    buttons = [one for one in page.locator(OPENS).all() if one.is_visible()]
    assert buttons
    for button in buttons:
        button.click()
        assert not button.evaluate(CUT), button.inner_text()
        button.click()
