"""Trying a change in the form itself, with a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from models import Plan
from tests.browser.driving.live_site import LIVE
from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser


@pytest.fixture
def without_limit(site: LiveSite) -> Iterator[None]:
    """Leave every change of the plan to its coordinator for a while."""
    with site.app.app_context():
        of_plan = update(Plan).where(Plan.slug == LIVE)
        before = db.session.scalar(select(Plan.change_days).where(Plan.slug == LIVE))
        db.session.execute(of_plan.values(change_days=0))
        db.session.commit()
    yield
    with site.app.app_context():
        db.session.execute(of_plan.values(change_days=before))
        db.session.commit()


@pytest.mark.usefixtures("without_limit")
def test_a_change_is_tried_again_and_again_and_then_saved(windows: Windows, site: LiveSite) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('5(b).1').id}/edit")
    for days in ("60", "90"):
        page.get_by_label("Duration").fill(days)
        button = page.get_by_role("button", name="Preview")
        button.focus()
        page.keyboard.press("Enter")
        title = page.get_by_role("heading", name="would change")
        expect(title).to_be_focused()
        assert page.get_by_label("Duration").input_value() == days
    before = site.task("5(b).1").finish_on

    page.get_by_label("Why you change it").fill("It takes longer")
    page.get_by_role("button", name="Save task").click()
    page.get_by_role("status").wait_for()

    assert site.task("5(b).1").finish_on > before


def test_what_is_wrong_takes_the_focus_and_nothing_typed_is_lost(
    windows: Windows, site: LiveSite
) -> None:
    page = windows.open("coordinator", f"/tasks/{site.task('5(b).1').id}/edit")
    page.get_by_label("Duration").fill("many")

    page.get_by_role("button", name="Preview").click()

    expect(page.locator("#problems")).to_be_focused()
    assert page.get_by_label("Duration").input_value() == "many"
