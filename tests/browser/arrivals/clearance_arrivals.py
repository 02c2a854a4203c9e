"""How to bring the clearance of a plan into each of its states, as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Agency, Plan, Round, RoundAsk, RoundVersion, User
from tests.browser.arrivals.text_arrivals import text_begun
from tests.browser.driving.live_site import LIVE, PEOPLE
from workplan.services.record.transaction import writing
from workplan.services.reminding import concurring

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

CLEARANCE = f"/plans/{LIVE}/clearance"


def clearance_sent(page: Page, site: LiveSite) -> None:
    """Send the plan to all agencies, unless that is done already, and see all there is to do."""
    text_begun(page, site)
    page.goto(CLEARANCE)
    if page.get_by_role("heading", name="Send the plan as it stands").count():
        page.get_by_role("button", name="Freeze and send it").click()
        page.get_by_role("status").wait_for()
    page.locator("#agencies").wait_for()
    for summary in page.locator("details.more > summary").all():
        summary.click()


def cleared_by_mail(page: Page, site: LiveSite) -> None:
    """Open the link in the mail by which an agency clears the plan."""
    clearance_sent(page, site)
    with site.app.app_context(), writing() as session:
        asked = (
            select(RoundAsk.id)
            .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
            .join(Round, Round.id == RoundVersion.round_id)
            .join(Plan, Plan.id == Round.plan_id)
            .join(Agency, Agency.id == RoundAsk.agency_id)
            .where(Plan.slug == LIVE, Round.task_id.is_(None), Agency.code == "STATE")
        )
        ask = session.scalars(asked.order_by(RoundAsk.id.desc())).first()
        user = session.scalars(select(User.id).where(User.email == PEOPLE["lead"])).one()
        token = concurring.issue(session, user, None, ask or 0, site.clock.now())
    page.goto(f"/c/{token}")
    page.get_by_role("button", name="Concur for State").wait_for()


def drop_without_reason(page: Page, site: LiveSite) -> None:
    """Drop an agency and say no reason: the page says so where it was tried."""
    clearance_sent(page, site)
    page.get_by_role("button", name="Drop ").first.click()
    page.get_by_text("Say why it is asked no more.").wait_for()
