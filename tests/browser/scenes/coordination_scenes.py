"""The pages on which agencies ask something of each other, in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.arrivals.arriving import at, at_task, sent_empty
from tests.browser.driving.live_site import CLOSED
from tests.browser.scenes.scene import PLAN, Scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

REGISTERS = f"{PLAN}/registers"


def registered(page: Page, _: LiveSite) -> None:
    """Ask for a decision that touches two tasks, and see its page."""
    page.goto(f"{REGISTERS}/new?tasks=4(ii)")
    page.get_by_label("Kind").select_option("decision")
    page.get_by_label("Agency that owns it").select_option(label="War")
    page.get_by_label("What it is").fill("Whether posts report monthly or quarterly.")
    page.get_by_label("By which day").fill("2026-11-20")
    page.get_by_label("Who decides").fill("Deputy Secretary of State")
    page.get_by_label("Tasks that it touches").fill("4(ii), 3(d)")
    page.get_by_role("button", name="Add entry").click()
    page.get_by_role("status").wait_for()


def among_registers(page: Page, site: LiveSite) -> None:
    registered(page, site)
    page.goto(REGISTERS)
    page.get_by_role("link", name="Decision").first.wait_for()


def on_the_overview(page: Page, site: LiveSite) -> None:
    registered(page, site)
    page.goto(PLAN)
    page.get_by_role("heading", name="Decisions asked for").wait_for()


def closed_without_words(page: Page, site: LiveSite) -> None:
    registered(page, site)
    page.get_by_role("button", name="Close Decision").click()
    page.locator("#problems").wait_for()


def closed_entry(page: Page, site: LiveSite) -> None:
    registered(page, site)
    page.get_by_label("What came of it").fill("Quarterly.")
    page.get_by_role("button", name="Close Decision").click()
    page.get_by_role("heading", name="Open it again").wait_for()


def entry_changed(page: Page, site: LiveSite) -> None:
    registered(page, site)
    page.get_by_role("link", name="Change the entry").click()
    page.get_by_role("button", name="Save entry").wait_for()


def assessed_red(page: Page, site: LiveSite) -> None:
    """Assess a task red, which asks its lead for a recovery plan."""
    at_task("5(b).2")(page, site)
    page.get_by_text("Assess", exact=True).click()
    page.get_by_label("How sure it is").select_option("red")
    page.get_by_label("What makes it so").fill("Nobody is free before January.")
    page.get_by_role("button", name="Save assessment").click()
    page.get_by_role("heading", name="Recovery plan").wait_for()


def step_written(page: Page, site: LiveSite) -> None:
    """Write a step, and then one without a day."""
    at_task("5(b).2")(page, site)
    page.get_by_label("Step: what is done").fill("Two people from the bureau.")
    page.get_by_label("By which day").fill("2026-12-18")
    page.get_by_role("button", name="Add the step").click()
    page.get_by_role("status").wait_for()
    page.get_by_label("Step: what is done").fill("A third one.")
    page.get_by_role("button", name="Add the step").click()
    page.get_by_role("alert").wait_for()


def inner_refused(page: Page, site: LiveSite) -> None:
    """Set an inner suspense that is after the suspense."""
    at_task("4(ii)")(page, site)
    page.get_by_text("Set an earlier day for your own people").click()
    page.get_by_label("Inner suspense").fill("2029-11-27")
    page.get_by_label("For the officer or the bureau").fill("Draft to the front office.")
    page.get_by_role("button", name="Save the inner suspense").click()
    page.get_by_role("alert").wait_for()


SCENES = (
    Scene("task with an inner suspense that is refused", "lead", inner_refused),
    Scene("task assessed red", "coordinator", assessed_red),
    Scene("my work with a recovery plan to write", "lead", at("/")),
    Scene("recovery plan with errors", "coordinator", step_written),
    Scene("registers of nothing", "coordinator", at(f"/plans/{CLOSED}/registers")),
    Scene("registers new", "lead", at(f"{REGISTERS}/new?kind=decision")),
    Scene("registers new with errors", "lead", sent_empty(f"{REGISTERS}/new", "Add entry")),
    Scene("entry of the registers", "coordinator", registered),
    Scene("entry closed without words", "coordinator", closed_without_words),
    Scene("entry closed", "coordinator", closed_entry),
    Scene("entry in a form", "coordinator", entry_changed),
    Scene("registers", "coordinator", among_registers),
    Scene("registers of a principal", "principal", at(f"{REGISTERS}?state=every&text=posts")),
    Scene("registers none", "lead", at(f"{REGISTERS}?text=zebra")),
    Scene("overview with decisions", "coordinator", on_the_overview),
    Scene("task that a decision touches", "lead", at_task("4(ii)")),
    Scene("agency that owns a decision", "coordinator", at("/agencies/WAR")),
)
