"""How to bring a page into each of its states, as a person would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

    Arrive = Callable[[Page, LiveSite], object]


def at(path: str) -> Arrive:
    return lambda page, _: page.goto(path)


def at_task(code: str, below: str = "", slug: str = LIVE) -> Arrive:
    return lambda page, site: page.goto(f"/tasks/{site.task(code, slug).id}{below}")


def sent_empty(path: str, button: str) -> Arrive:
    """Send a form without filling anything in."""

    def arrive(page: Page, _: LiveSite) -> None:
        page.goto(path)
        page.get_by_role("button", name=button).click()
        page.locator("#problems").wait_for()

    return arrive


def bad_report(page: Page, site: LiveSite) -> None:
    at_task("3(d)", "/report")(page, site)
    page.get_by_label("Percent complete").fill("most")
    page.get_by_role("button", name="Save report").click()
    page.locator("#problems").wait_for()


def late_report(page: Page, site: LiveSite) -> None:
    """Save a report after somebody else did: the form comes back with both."""
    at_task("5(a).3", "/report")(page, site)
    overtake(page)
    page.get_by_label("What was done").fill("Wrote to all posts.")
    page.get_by_role("button", name="Save report").click()
    page.get_by_role("alert").wait_for()


def overtake(page: Page) -> None:
    """Let the same form be sent from another tab first."""
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("What was done").fill("Met the posts, all of them.")
    other.get_by_role("button", name="Save report").click()
    other.get_by_role("status").wait_for()
    other.close()


def bad_row(page: Page, _: LiveSite) -> None:
    page.goto("/")
    row = page.get_by_role("article").first
    row.get_by_label("% done").fill("120")
    row.get_by_role("button", name="Save").click()
    row.locator(".usa-error-message").wait_for()


def late_row(page: Page, site: LiveSite) -> None:
    page.goto("/")
    task = site.task("5(b).1")
    other = page.context.new_page()
    other.goto(f"/tasks/{task.id}/report")
    other.get_by_label("What was done").fill("Asked the statistics office.")
    other.get_by_role("button", name="Save report").click()
    other.get_by_role("status").wait_for()
    other.close()
    row = page.locator(f"#task-{task.id}")
    row.get_by_label("Note").fill("Agreed on half of them.")
    row.get_by_role("button", name="Save").click()
    row.get_by_role("alert").wait_for()


def left_behind(page: Page, site: LiveSite) -> None:
    """Hand a task to somebody and take them out of the plan, unless that is done already."""
    page.goto(f"/plans/{LIVE}/settings/members")
    if not page.get_by_role("button", name="Bring back Tomás Herrera").count():
        at_task("5(a).1")(page, site)
        page.get_by_text("Hand the task on").click()
        page.get_by_label("To a person of the lead agency").select_option(label="Tomás Herrera")
        page.get_by_role("button", name="Hand it to them").click()
        site.take_out("tomas.herrera@state.example")
        page.goto(f"/plans/{LIVE}/settings/members")
    page.get_by_role("button", name="Bring back Tomás Herrera").wait_for()


def overview_with_gaps(page: Page, site: LiveSite) -> None:
    left_behind(page, site)
    page.goto(f"/plans/{LIVE}")


def no_day(page: Page, _: LiveSite) -> None:
    page.goto(f"/plans/{LIVE}/settings/calendar")
    page.get_by_label("Days to add").fill("24 Dec 2026 closed\nsoon")
    page.get_by_role("button", name="Save calendar").click()
    page.locator("#problems").wait_for()


def calendars(page: Page, _: LiveSite) -> None:
    """Give a plan a calendar beside its own, and look at the list."""
    page.goto(f"/plans/{LIVE}/settings/calendar")
    if not page.get_by_role("link", name="Night shift").count():
        page.get_by_role("link", name="Add a calendar").click()
        page.get_by_label("Name").fill("Night shift")
        page.get_by_role("button", name="Add calendar").click()
    page.get_by_role("button", name="Retire Night shift").wait_for()


def rule_without_days(page: Page, _: LiveSite) -> None:
    page.goto(f"/plans/{LIVE}/settings/reminders")
    page.get_by_role("button", name="Show what it changes").last.click()
    page.locator("#problems").wait_for()


def rule_tried(page: Page, _: LiveSite) -> None:
    page.goto(f"/plans/{LIVE}/settings/reminders")
    page.get_by_role("button", name="Turn off").first.click()
    page.get_by_role("button", name="Save the rule").wait_for()


TABLE = "UID,Name,Duration,Predecessors,Agencies\n1,Draft,3,,State PM\n2,Clear,2,1,Nobody\n"


def looked_at(page: Page, _: LiveSite) -> None:
    """Upload a file, and see what its import would do."""
    page.goto("/plans/import")
    page.get_by_label("Start of the plan").fill("2027-01-04")
    content = {"name": "plan.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.get_by_label("File", exact=True).set_input_files([content])  # type: ignore[list-item]
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Save as a new plan").wait_for()


def merge_looked_at(page: Page, _: LiveSite) -> None:
    """Upload a newer file of a plan that lacks most of its tasks."""
    page.goto(f"/plans/import?into={LIVE}")
    page.get_by_label("Start of the plan").fill("2027-01-04")
    content = {"name": "plan.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.get_by_label("File", exact=True).set_input_files([content])  # type: ignore[list-item]
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("heading", name="What the newer file changes").wait_for()


def just_reported(page: Page, _: LiveSite) -> None:
    """Save a line of my work, which offers the same in its place."""
    page.goto("/")
    row = page.get_by_role("article").last
    row.get_by_label("Note").fill("Counsel has answered.")
    row.get_by_role("button", name="Save").click()
    row.get_by_role("button", name="Undo").wait_for()


def contradicted(page: Page, site: LiveSite) -> None:
    at_task("5(a).3", "/report")(page, site)
    page.get_by_label("Percent complete").fill("1")
    page.get_by_role("button", name="Save report").click()
    page.get_by_role("alert").wait_for()


def contradicted_row(page: Page, _: LiveSite) -> None:
    page.goto("/")
    row = page.get_by_role("article").first
    row.get_by_label("% done").fill("0")
    row.get_by_role("button", name="Save").click()
    row.get_by_role("alert").wait_for()


def talked_about(page: Page, site: LiveSite) -> None:
    """Say something, and see it with everything that can be done about it."""
    at_task("4(ii)")(page, site)
    page.get_by_label("Say something").fill("Who clears this, @State? **Soon**, please.")
    page.get_by_role("button", name="Comment").click()
    page.get_by_role("status").wait_for()
    for summary in page.locator("details.more > summary").all():
        summary.click()


def shown_to_be_true(page: Page, site: LiveSite) -> None:
    """Attach a file and a link, and see both with what can be done about them."""
    at_task("4(ii)")(page, site)
    page.get_by_text("Attach evidence").click()
    content = {"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"Agreed."}
    page.get_by_label("Files").set_input_files([content])  # type: ignore[list-item]
    page.get_by_label("A link").fill("https://www.federalregister.gov/documents/2018/1")
    page.get_by_role("button", name="Attach").click()
    page.get_by_role("status").wait_for()
    page.locator(".more--cell summary").first.click()


def refused_with_files(page: Page, site: LiveSite) -> None:
    """Send a report that is refused: the file that was chosen waits in the form."""
    at_task("3(d)", "/report")(page, site)
    content = {"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"Agreed."}
    page.get_by_label("Evidence: files").set_input_files([content])  # type: ignore[list-item]
    page.get_by_label("Percent complete").fill("most")
    page.get_by_role("button", name="Save report").click()
    page.locator("#problems").wait_for()


ABSENCE = re.compile("(Save|Change) the absence")


def away(page: Page, _: LiveSite) -> None:
    """Be away for a week, with somebody who stands in."""
    page.goto("/account/mail")
    page.get_by_label("First day away").fill("2026-11-30")
    page.get_by_label("Last day away").fill("2026-12-04")
    page.get_by_label("Who stands in").select_option(index=1)
    page.get_by_role("button", name=ABSENCE).click()
    page.get_by_role("status").wait_for()


def no_absence(page: Page, _: LiveSite) -> None:
    page.goto("/account/mail")
    page.get_by_label("Last day away").fill("2020-01-02")
    page.get_by_role("button", name=ABSENCE).click()
    page.locator("#problems").wait_for()


def told_of(page: Page, site: LiveSite) -> None:
    """Read in the ledger who was told what."""
    at_task("4(ii)")(page, site)
    page.get_by_label("Say something").fill("Who clears this, @State and @War?")
    page.get_by_role("button", name="Comment").click()
    page.get_by_role("status").wait_for()
    page.goto("/reminders#told")


def columns_to_choose(page: Page, _: LiveSite) -> None:
    """Look at columns that a link has, with the menu of them open."""
    page.goto(f"/plans/{LIVE}/tasks?columns=task&columns=effort&columns=supports&columns=start")
    page.locator("summary", has_text="Columns").click()
    page.get_by_role("button", name="As usual").wait_for()


def mail_read(page: Page, _: LiveSite) -> None:
    """Read the text of a mail that went out."""
    page.goto("/reminders")
    page.get_by_role("link", name="See the mail").first.click()
    page.locator("pre").wait_for()


def filtered_by_conditions(page: Page, _: LiveSite) -> None:
    """Build a filter from two conditions, and keep it as a view."""
    page.goto(f"/plans/{LIVE}/tasks")
    page.locator("#conditions summary").click()
    page.get_by_label("Field").nth(0).select_option("due")
    page.get_by_label("Comparison").nth(0).select_option("soon")
    page.get_by_label("Value").nth(0).fill("60")
    page.get_by_label("Field").nth(1).select_option("lead")
    page.get_by_label("Value").nth(1).fill("State")
    page.get_by_role("button", name="Use these conditions").click()
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Due soon at State")
    page.get_by_text("Share it with your agency").click()
    page.get_by_role("button", name="Keep the view").click()
    page.get_by_role("status").wait_for()


def by_mail(page: Page, site: LiveSite) -> None:
    page.goto(site.mail_link("lead", "4(ii)"))
