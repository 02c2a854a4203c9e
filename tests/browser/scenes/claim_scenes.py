"""The pages between given and accepted: claims, what becomes of them, and other ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import User
from tests.browser.arrivals.arriving import at, at_task
from tests.browser.driving.live_site import PEOPLE
from tests.browser.scenes.scene import PLAN, Scene
from workplan.extensions import db
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.reporting.endings import claims, closing
from workplan.services.reporting.endings.closing import Terms
from workplan.services.reporting.report_fields import ReportFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

    Arrive = Callable[[Page, LiveSite], object]

CHECKED, OPEN, ACCEPTED = "4(iii)", "4(i)", "3(e)"
CRITERIA = ("The deadlines are published", "Industry was told at least ten days before each")


def _acting(who: str) -> Actor:
    user = db.session.scalars(select(User).where(User.email == PEOPLE[who])).one()
    return Actor(user.id, user.name, "web")


def with_terms(site: LiveSite) -> None:
    """Set the closing criteria of a task, once."""
    with site.app.app_context():
        task = site.task(CHECKED)
        if claims.terms_of(db.session(), task.id) is None:
            change = Change(_acting("coordinator"), site.clock.now())
            closing.set_terms(change, task.id, 0, Terms(CRITERIA))
        db.session.rollback()


def claimed(site: LiveSite) -> None:
    """Let War claim a task, with one criterion explained, once."""
    with_terms(site)
    with site.app.app_context():
        task = site.task(CHECKED)
        if claims.open_claim(db.session(), task.id) is None:
            said = ReportFields("complete", 100, done="All four notices are out.")
            change = Change(_acting("other_lead"), site.clock.now())
            criteria = [(True, ""), (False, "The fourth went out eight days before")]
            status_reports.report(change, task.id, task.version, said, criteria=criteria)
        db.session.rollback()


def to_check(page: Page, site: LiveSite) -> None:
    claimed(site)
    at_task(CHECKED, "/chain")(page, site)


def returned_without_words(page: Page, site: LiveSite) -> None:
    to_check(page, site)
    page.get_by_role("button", name="Return").click()
    page.get_by_role("alert").wait_for()


def claims_at_home(page: Page, site: LiveSite) -> None:
    claimed(site)
    page.goto("/")
    page.get_by_role("heading", name="Claimed, for you to check").wait_for()


def on(path: str) -> Arrive:
    """Go to a page of the plan in which something is claimed."""

    def arrive(page: Page, site: LiveSite) -> None:
        claimed(site)
        page.goto(f"{PLAN}{path}")

    return arrive


def reported_with_criteria(page: Page, site: LiveSite) -> None:
    with_terms(site)
    at_task(CHECKED, "/report")(page, site)
    page.get_by_label("Status").select_option("complete")
    page.get_by_label("Percent").fill("100")
    page.get_by_role("button", name="Save report").click()
    page.locator("#problems").wait_for()


def ended_without_heir(page: Page, site: LiveSite) -> None:
    at_task(OPEN, "/chain")(page, site)
    page.get_by_text("End it otherwise").click()
    page.get_by_label("How it ends").select_option("merged")
    page.get_by_label("Why", exact=True).fill("The same work")
    page.get_by_role("button", name="End the task").click()
    page.locator("#problems").wait_for()


def ended(page: Page, site: LiveSite) -> None:
    at_task("3(d).1", "/chain")(page, site)
    page.get_by_text("End it otherwise").click()
    page.get_by_label("How it ends").select_option("not_done")
    page.get_by_label("Why", exact=True).fill("Another office publishes it")
    page.get_by_role("button", name="End the task").click()
    page.get_by_role("heading", name="Bring it back").wait_for()


def criterion_twice(page: Page, site: LiveSite) -> None:
    at_task(OPEN, "/chain")(page, site)
    page.get_by_text("Set closing criteria").click()
    page.get_by_label("Closing criteria").fill("It is signed\nIt is signed")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").wait_for()


SCENES = (
    Scene("chain of open work", "coordinator", at_task(OPEN, "/chain")),
    Scene("chain of what was accepted", "coordinator", at_task(ACCEPTED, "/chain")),
    Scene("chain as an auditor reads it", "auditor", at_task(ACCEPTED, "/chain")),
    Scene("claim to check", "coordinator", to_check),
    Scene("claim returned without words", "coordinator", returned_without_words),
    Scene("claim of one's own", "other_lead", to_check),
    Scene("claims at home", "coordinator", claims_at_home),
    Scene("overview with a claim", "coordinator", on("")),
    Scene("burndown with a claim", "coordinator", on("/burndown")),
    Scene("burn-up with a claim", "coordinator", on("/burndown?variant=up")),
    Scene("list of what is claimed", "coordinator", on("/tasks?status=claimed")),
    Scene("Gantt chart with a claim", "coordinator", on("/gantt")),
    Scene("task that is claimed", "other_lead", at_task(CHECKED)),
    Scene("report with criteria left open", "other_lead", reported_with_criteria),
    Scene("task ended without what takes its place", "coordinator", ended_without_heir),
    Scene("task that was ended", "coordinator", ended),
    Scene("criterion that stands twice", "coordinator", criterion_twice),
    Scene("removal of what was given", "coordinator", at_task(OPEN, "/removal")),
    Scene("what a plan has checked", "coordinator", at(f"{PLAN}/settings/details")),
)
