"""How to run a reporting cycle of the live plan, as a coordinator would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Plan, ReportingCycle
from tests.browser.driving.live_site import LIVE
from workplan.extensions import db
from workplan.services.reporting.cycles import finding

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

LIST = f"/plans/{LIVE}/cycles"


def number_of_open(site: LiveSite) -> int:
    """Return the number of the cycle that is open."""
    with site.app.app_context():
        plan_id = db.session.scalars(select(Plan.id).where(Plan.slug == LIVE)).one()
        found: ReportingCycle | None = finding.open_one(db.session(), plan_id)
        assert found is not None, "the sample has one that is open"
        return found.number


def under_way(page: Page, site: LiveSite) -> None:
    """Look at the cycle that is open."""
    page.goto(f"{LIST}/{number_of_open(site)}")


def changed_wrongly(page: Page, site: LiveSite) -> None:
    """Give the cycle no name."""
    under_way(page, site)
    page.get_by_text("Change or withdraw it").click()
    page.get_by_role("textbox", name="Name").fill("")
    page.get_by_role("button", name="Save the change").click()
    page.locator("#problems").wait_for()


def about_to_close(page: Page, site: LiveSite) -> None:
    """Open the form that closes the cycle."""
    under_way(page, site)
    page.get_by_text("Close it now").click()
    page.get_by_label("Words for page 1").fill("The catalog holds the dates.")


def opened_wrongly(page: Page, _: LiveSite) -> None:
    """Open a cycle in another plan, due before its day."""
    page.goto("/plans/foreign-defense-sales/cycles")
    page.get_by_label("Due").fill("2020-01-01")
    page.get_by_role("button", name="Open it and ask them").click()
    page.locator("#problems").wait_for()
