"""How to bring the text of a plan into each of its states, as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driving.live_site import LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

TEXT, VERSIONS = f"/plans/{LIVE}/text", f"/plans/{LIVE}/versions"
PURPOSE = f"{TEXT}/sections/1"
SAID = "The plan carries out NSPM-10, *at once*.\n\n- by aid\n- by sales"


def text_begun(page: Page, _: LiveSite) -> None:
    """Begin the text with the outline, unless that is done already, and write its first section."""
    page.goto(TEXT)
    if page.get_by_role("button", name="Begin with the outline").count():
        page.get_by_role("button", name="Begin with the outline").click()
        page.get_by_role("status").wait_for()
        _write(page, 1, SAID)
    page.goto(TEXT)
    page.locator("#section-1").wait_for()
    page.get_by_text("Put the sections in another order").click()


def discussed(page: Page, site: LiveSite) -> None:
    """Name a source, say something, answer it, and see everything that can be done about both."""
    text_begun(page, site)
    page.goto(PURPOSE)
    page.get_by_text("Add a source").click()
    page.get_by_label("What it says, or its reference").fill("The strategy shall be carried out")
    page.get_by_label("Words of the section").fill("carries out NSPM-10")
    page.get_by_role("button", name="Add the source").click()
    page.get_by_role("status").wait_for()
    page.get_by_label("Words that it is about").fill("by sales")
    page.get_by_label("Your remark").fill("Say **whose** sales.")
    page.get_by_role("button", name="Save the remark").click()
    page.get_by_role("status").wait_for()
    page.get_by_text("Answer", exact=False).first.click()
    page.get_by_label("Your answer").first.fill("Those of the Government.")
    page.get_by_role("button", name="Save the answer").first.click()
    page.get_by_role("status").wait_for()
    for summary in page.locator("details.more > summary").all():
        summary.click()


def section_without_heading(page: Page, site: LiveSite) -> None:
    text_begun(page, site)
    page.goto(f"{PURPOSE}/edit")
    page.get_by_label("Heading").fill("")
    page.get_by_role("button", name="Save section").click()
    page.locator("#problems").wait_for()


def section_overtaken(page: Page, site: LiveSite) -> None:
    """Save a section after somebody else did: the form comes back with both."""
    text_begun(page, site)
    page.goto(f"{PURPOSE}/edit")
    other = page.context.new_page()
    _write(other, 1, f"{SAID}\n- by training, as the other one wrote it")
    other.close()
    page.get_by_label("Text", exact=True).fill(f"{SAID}\n- by loans, as this one wrote it")
    page.get_by_role("button", name="Save section").click()
    page.get_by_role("heading", name="What somebody saved meanwhile").wait_for()


def source_of_nothing(page: Page, site: LiveSite) -> None:
    """Name a source of words that the section does not have."""
    text_begun(page, site)
    page.goto(PURPOSE)
    page.get_by_text("Add a source").click()
    page.get_by_label("What it says, or its reference").fill("A letter")
    page.get_by_label("Words of the section").fill("Nobody wrote this.")
    page.get_by_role("button", name="Add the source").click()
    page.locator("#problems").wait_for()


def remark_without_words(page: Page, site: LiveSite) -> None:
    text_begun(page, site)
    page.goto(PURPOSE)
    page.get_by_role("button", name="Save the remark").click()
    page.locator("#problems").wait_for()


def text_retired(page: Page, site: LiveSite) -> None:
    """Take a section out of the text, unless that is done already."""
    text_begun(page, site)
    page.goto(f"{TEXT}/sections/7")
    if page.get_by_text("Take it out of the text").count():
        page.get_by_text("Take it out of the text").click()
        page.get_by_role("button", name="Retire the section").click()
    page.get_by_role("heading", name="It is retired").wait_for()


def version_kept(page: Page, site: LiveSite) -> None:
    """Write a little more, and keep the plan as it stands."""
    text_begun(page, site)
    page.goto(VERSIONS)
    rows = page.get_by_role("row").count()
    _write(page, 2, f"What version {rows + 1} says.")
    page.goto(VERSIONS)
    page.get_by_label("What it is for").fill("Draft for clearance")
    page.get_by_role("button", name="Keep version").click()
    page.get_by_role("status").wait_for()


def changed_since(page: Page, site: LiveSite) -> None:
    """Look at what changed since a version that somebody kept."""
    version_kept(page, site)
    _write(page, 3, "Each line of effort delivers by 2027.")
    page.goto(f"{VERSIONS}/1/changes")
    page.get_by_role("heading", name="Words", exact=True).wait_for()


def _write(page: Page, number: int, words: str) -> None:
    """Let a section say something."""
    page.goto(f"{TEXT}/sections/{number}/edit")
    page.get_by_label("Text", exact=True).fill(words)
    page.get_by_role("button", name="Save section").click()
    page.get_by_role("status").wait_for()
