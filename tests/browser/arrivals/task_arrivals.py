"""Ways to the pages on which a task is added, changed, tried or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models import Plan, TaskAgency
from tests.browser.arrivals.arriving import at_task
from tests.browser.driving.live_site import LIVE, OPENED_AT
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

    Arrive = Callable[[Page, LiveSite], object]


def nameless_task(page: Page, site: LiveSite) -> None:
    at_task("5(b)", "/edit")(page, site)
    page.get_by_label("Name").fill("")
    page.get_by_role("button", name="Save task").click()
    page.locator("#problems").wait_for()


def unheard_task(page: Page, site: LiveSite) -> None:
    """Give a task to an agency where nobody gets mail: the form warns first."""
    at_task("5(b)", "/edit")(page, site)
    page.get_by_label("Another agency").select_option(label="Energy")
    page.get_by_label("Its role").select_option("lead")
    page.get_by_role("button", name="Save task").click()
    page.locator("#silent").wait_for()


def offered_by_the_coordinator(page: Page, site: LiveSite) -> None:
    unheard_task(page, site)
    page.get_by_role("button", name="Save all the same").click()
    page.get_by_text("Offered to").first.wait_for()


def overtaken_task(page: Page, site: LiveSite) -> None:
    at_task("5(b).2", "/edit")(page, site)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_text("More: description").click()
    other.get_by_label("Description").fill("A page that anyone can read.")
    other.get_by_role("button", name="Save task").click()
    other.get_by_role("status").wait_for()
    other.close()
    page.get_by_text("More: description").click()
    page.get_by_label("Description").fill("A page for partners.")
    page.get_by_role("button", name="Save task").click()
    page.get_by_role("alert").wait_for()


def given_anew(code: str = "") -> Arrive:
    """Let a task of the lead be given to State now, and open it, or my work for no code."""

    def arrive(page: Page, site: LiveSite) -> None:
        with site.app.app_context(), writing() as session:
            of_task = update(TaskAgency).where(TaskAgency.task_id == site.task("4(ii)").id)
            session.execute(of_task.values(given_at=OPENED_AT))
        if code:
            at_task(code)(page, site)
        else:
            page.goto("/")
        page.get_by_role("button", name="Acknowledge").first.wait_for()

    return arrive


def later_asked(page: Page, site: LiveSite) -> None:
    """Ask for a later suspense of a task."""
    at_task("4(ii)")(page, site)
    page.get_by_text("Ask for a later suspense").click()
    page.get_by_label("Day that you ask for").fill("2027-03-31")
    page.get_by_label("Why the suspense cannot be kept").fill("War has not named its steps.")
    page.get_by_label("What is done to recover").fill("Joint drafting from Monday.")
    page.get_by_role("button", name="Ask for it").click()
    page.get_by_text("Waits for an answer").wait_for()


def later_without_words(page: Page, _: LiveSite) -> None:
    """Decline a request without a reason."""
    page.goto(f"/plans/{LIVE}/extensions")
    page.get_by_role("button", name="Decline").first.click()
    page.locator("#problems").wait_for()


def removal_without_reason(page: Page, site: LiveSite) -> None:
    """Remove a task without a reason, as from a draft: none of before goes once it is approved."""

    def put(stage: str) -> None:
        with site.app.app_context(), writing() as session:
            session.execute(update(Plan).where(Plan.slug == LIVE).values(stage=stage))

    put("drafting")
    at_task("5(b).2", "/removal")(page, site)
    page.get_by_role("button", name="Remove task").click()
    page.locator("#problems").wait_for()
    put("implementing")


def looped(page: Page, site: LiveSite) -> None:
    """Let a task wait for one that waits for it."""
    at_task("3(b).1")(page, site)
    page.get_by_text("Add a dependency").click()
    page.get_by_role("combobox", name="Waits for").select_option(str(site.task("3(b).2").id))
    page.get_by_role("button", name="Add dependency").click()
    page.locator("#problems").wait_for()


def tried(page: Page, site: LiveSite) -> None:
    """See below the form what a longer duration would move."""
    at_task("5(b).1", "/edit")(page, site)
    page.get_by_label("Duration").fill("90")
    page.get_by_role("button", name="Preview").click()
    page.locator("#preview-title").wait_for()


def tried_in_vain(page: Page, site: LiveSite) -> None:
    at_task("5(b).1", "/edit")(page, site)
    page.get_by_label("Duration").fill("many")
    page.get_by_role("button", name="Preview").click()
    page.locator("#problems").wait_for()


def just_changed(page: Page, site: LiveSite) -> None:
    """Save a change: the line that says so offers to take it back."""
    at_task("3(d)", "/edit")(page, site)
    page.get_by_text("More: description").click()
    page.get_by_label("Description").fill("In two parts.")
    page.get_by_role("button", name="Save task").click()
    page.locator(".toast").get_by_role("button", name="Undo").wait_for()


def put_below_work(page: Page, site: LiveSite) -> None:
    """Put a task below one with days of its own: the form asks what becomes of them."""
    at_task("5(b).1", "/edit")(page, site)
    page.get_by_label("Part of").select_option(str(site.task("4(ii)").id))
    page.get_by_role("button", name="Save task").click()
    page.locator("#own_days-error").wait_for()


def tried_apart(page: Page, site: LiveSite) -> None:
    """See the same on a page of its own, as without JavaScript."""
    at_task("5(b).1", "/edit")(page, site)
    page.get_by_label("Duration").fill("27")
    page.evaluate(
        "document.querySelectorAll('[hx-post]').forEach(e => e.replaceWith(e.cloneNode(true)))"
    )
    page.evaluate("document.querySelector('[name=preview]').removeAttribute('hx-post')")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Confirm and save").wait_for()
