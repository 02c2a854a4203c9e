"""How to come to what has to leave for good, in each of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Spill, User
from tests.browser.driving.live_site import LIVE, PEOPLE
from workplan.extensions import db
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.spills import asking
from workplan.services.spills.asking import Asked

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

SPILLS = f"/plans/{LIVE}/spills"


def spill_looked_at(page: Page, _: LiveSite) -> None:
    """Look where words stand, before anybody is asked."""
    page.goto(f"{SPILLS}/new")
    page.get_by_label("The words, as they stand there").fill("arms transfer")
    page.get_by_label("Why they have to leave").fill("They name somebody.")
    page.get_by_role("button", name="Look where they stand").click()
    page.locator("#stands").wait_for()


def spills_of_plan(page: Page, site: LiveSite) -> None:
    """Look at what was asked in a plan."""
    _asked(site)
    page.goto(SPILLS)
    page.get_by_role("button", name="Withdraw").first.wait_for()


def spill_in_vain(page: Page, site: LiveSite) -> None:
    """Decline what was asked without a reason."""
    _asked(site)
    page.goto("/admin/spills")
    page.get_by_role("button", name="Decline").first.click()
    page.locator("#problems").wait_for()


def _asked(site: LiveSite) -> None:
    """Let a request wait for the administrators, once."""
    with site.app.app_context():
        session = db.session()
        if session.scalar(select(Spill.id).limit(1)) is not None:
            return
        person = session.scalars(select(User).where(User.email == PEOPLE["coordinator"])).one()
        actor = Actor(person.id, person.name, "web")
        session.rollback()
        wanted = Asked("words", None, "a name that nobody here knows", "It names a source.")
        asking.ask(Change(actor, site.clock.now()), LIVE, wanted)
