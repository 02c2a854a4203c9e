"""The page of the text: begun, read with its sources, put in order, and saved as a document."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from support.ground.office import SLUG
from support.web.page import Page
from support.web.server.taking_part import counted
from support.web.texts import BODY, HOSTILE, PURPOSE, TEXT, by, fill, keep, saved, write
from workplan.extensions import db
from workplan.services.consultation.text import remarks, sections, sources
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields

if TYPE_CHECKING:
    from support.ground.site import Site


@pytest.fixture
def text(site: Site) -> Site:
    """A text of seven sections of which the first is written, with sources and a remark."""
    return fill(site)


def headings(page: Page) -> list[str]:
    return [one.text for one in page.one("div", class_="document__text").all("h2")]


def test_a_plan_without_a_text_offers_to_begin_to_who_may(site: Site) -> None:
    page = site.browser("coordinator").get(TEXT).page
    assert page.heading == "The plan has no text yet"
    ways = page.one("div", class_="nothing-yet")
    assert ways.one("button").text == "Begin with the outline"
    assert ways.one("a")["href"] == f"{TEXT}/sections/new"
    for who in ("lead", "viewer"):
        page = site.browser(who).get(TEXT).page
        assert not page.one("div", class_="nothing-yet").all("button")
        assert not page.one("div", class_="nothing-yet").all("a")


def test_a_text_is_begun_with_the_outline_once(site: Site) -> None:
    coordinator = site.browser("coordinator")
    begun = coordinator.submit(TEXT, {}, TEXT)
    assert (begun.status_code, begun.location) == (302, TEXT)
    page = coordinator.get(TEXT).page
    assert page.one("p", role="status").text == (
        "The text is begun with 7 sections. Open one and write."
    )
    assert page.heading == "The text is begun, and says nothing yet"
    assert headings(page)[0] == "Purpose"
    assert "Which directive the plan carries out" in page.one("section", id="section-1").text
    assert coordinator.post(TEXT).status_code == 302
    page = coordinator.get(TEXT).page
    assert "The text is begun already." in page.one("p", role="status").text
    assert len(headings(page)) == 7


def test_the_undo_of_beginning_is_offered_and_takes_everything_back(site: Site) -> None:
    coordinator = site.browser("coordinator")
    coordinator.submit(TEXT, {}, TEXT)
    form = coordinator.get(TEXT).page.one("form", class_="undo")
    assert coordinator.post(form["action"], form.values()).status_code == 302
    assert coordinator.get(TEXT).page.heading == "The plan has no text yet"


def test_the_heading_says_what_is_missing(text: Site) -> None:
    viewer = text.browser("viewer")
    assert viewer.get(TEXT).page.heading == "6 sections of 7 say nothing yet"
    for number in range(2, 7):
        write(text, number, "Said.", f"Part {number}")
    assert viewer.get(TEXT).page.heading == "1 section of 7 says nothing yet"
    write(text, 7, "Said.", "Part 7")
    assert viewer.get(TEXT).page.heading == "The text is written; 1 remark is open"
    with text.inside() as office:
        section = sections.of_number(db.session(), office.plan().id, 1)
        remarks.resolve(by(text), SLUG, remarks.threads_of(db.session(), section)[0])
    assert viewer.get(TEXT).page.heading == "The text is written"


def test_words_are_shown_with_the_marks_of_their_sources(text: Site) -> None:
    page = text.browser("viewer").get(TEXT).page
    section = page.one("section", id="section-1")
    marks = [(mark.one("a").text, mark.one("a")["href"]) for mark in section.all("sup")]
    assert marks == [("Source 1", "#note-1"), ("Source 2", "#note-2")]
    assert [note.text for note in section.one("ol", class_="notes").all("li")] == [
        *("Directive: “Make allies stronger”", "Comment ARMS-0001"),
    ]
    assert section.one("li", id="note-2").one("a")["href"] == f"/plans/{SLUG}/comments/1"
    assert section.one("em").text == "allies"
    assert [row.text for row in section.one("table").all("tr")] == ["Measure Target", "Days 30"]
    contents = page.one("nav", aria_label="Sections").all("li")
    assert contents[0].text == "Purpose 1 remark"
    assert contents[1].text == "Approach empty"


def test_only_the_coordinator_is_offered_to_change_it(text: Site) -> None:
    for who, links in (("coordinator", 7), ("lead", 0), ("viewer", 0)):
        page = text.browser(who).get(TEXT).page
        edits = [a for a in page.one("main").all("a") if a["href"].endswith("/edit")]
        assert len(edits) == links, who
        assert (len(page.one("main").all("form", method="post")) > 0) is (who == "coordinator")
    assert "The coordinator writes the text." in text.browser("lead").get(TEXT).text
    with text.inside() as office:
        office.put_stage("closed")
    page = text.browser("coordinator").get(TEXT).page
    assert "The plan is closed: its text can be read, and not changed." in page.text
    assert not page.one("main").all("form", method="post")


def test_a_section_is_added_and_a_heading_that_is_missing_keeps_what_was_typed(
    text: Site,
) -> None:
    coordinator, path = text.browser("coordinator"), f"{TEXT}/sections/new"
    refused = coordinator.submit(path, {"heading": "", "body": "All *that* was typed."}, path)
    assert refused.status_code == 422
    assert "Give it a heading." in refused.page.one("div", id="problems").text
    assert refused.page.form(path).values()["body"] == "All *that* was typed."
    added = refused.submit(coordinator, {"heading": "Annex"}, path)
    assert (added.status_code, added.location) == (302, f"{TEXT}/sections/8")
    assert saved(text, 8) == {"heading": "Annex", "body": "All *that* was typed.", "version": 1}
    assert headings(coordinator.get(TEXT).page)[-1] == "Annex"


def test_a_text_that_is_too_long_is_refused_at_its_field_and_kept(text: Site) -> None:
    coordinator, path = text.browser("coordinator"), f"{TEXT}/sections/new"
    long = "b" * 40_001
    refused = coordinator.submit(path, {"heading": "Annex", "body": long}, path)
    assert refused.status_code == 422
    form = refused.page.form(path)
    assert (form.values()["heading"], form.values()["body"]) == ("Annex", long)
    assert form.one("textarea", name="body")["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("place", "expected"),
    [("1", ["Consultation", "Purpose"]), ("2", ["Purpose", "Consultation"])],
)
def test_the_order_is_put_from_the_page(text: Site, place: str, expected: list[str]) -> None:
    coordinator, path = text.browser("coordinator"), f"{TEXT}/sections/7/place"
    assert coordinator.submit(TEXT, {"place": place}, path).location == TEXT
    assert headings(coordinator.get(TEXT).page)[:2] == expected


@pytest.mark.parametrize("place", ["", "soon", "-1", "0"])
def test_a_place_that_is_none_is_the_first(text: Site, place: str) -> None:
    coordinator = text.browser("coordinator")
    coordinator.post(f"{TEXT}/sections/7/place", {"place": place})
    assert headings(coordinator.get(TEXT).page)[0] == "Consultation"


def test_a_retired_section_leaves_the_text_and_is_found_below_it(text: Site) -> None:
    with text.inside():
        sections.retire(by(text), SLUG, 2, 1)
    page = text.browser("viewer").get(TEXT).page
    assert "Approach" not in headings(page)
    [retired] = [one for one in page.all("details") if "1 retired section" in one.text]
    assert retired.one("a")["href"] == f"{TEXT}/sections/2"


def test_the_newest_version_is_named_with_what_changed_since(text: Site) -> None:
    viewer = text.browser("viewer")
    facts = viewer.get(TEXT).page.one("p", class_="facts-line").text
    assert "No version of it is kept yet" in facts
    keep(text)
    facts = viewer.get(TEXT).page.one("p", class_="facts-line")
    assert "Version 1, “Draft for clearance”, was kept" in facts.text
    assert facts.one("a")["href"] == f"/plans/{SLUG}/versions/1/changes"


def test_the_plan_is_saved_as_a_pdf_with_its_text_and_its_tasks(text: Site) -> None:
    served = text.browser("viewer").get(f"{TEXT}.pdf")
    assert (served.status_code, served.content_type) == (200, "application/pdf")
    assert served.headers["Content-Disposition"] == "attachment; filename=arms-text.pdf"
    file = PdfReader(BytesIO(served.data))
    words = " ".join(" ".join(page.extract_text() for page in file.pages).split())
    for expected in (
        *("Work plan, as it stands", "Arms transfer plan", "Purpose", "Comment ARMS-0001"),
        *("Directive: “Make allies stronger”", "Tasks and dates", "2b Draft part 2b"),
    ):
        assert expected in words
    assert "Which allies" not in words  # Remarks are for the people of the plan.
    assert "Approach" not in words  # It says nothing yet.


def test_the_plan_is_saved_as_one_page_that_needs_nothing_else(text: Site) -> None:
    with text.inside() as office:
        office.plan().marking = "CUI"
        db.session.commit()
    served = text.browser("viewer").get(f"{TEXT}.html")
    assert (served.status_code, served.content_type) == (200, "text/html; charset=utf-8")
    assert served.headers["Content-Disposition"] == "attachment; filename=arms-text.html"
    page = served.page
    assert page.heading == "Arms transfer plan"
    assert [one.text for one in page.all("p", class_="marking")] == ["CUI", "CUI"]
    assert [one.text for one in page.all("h2")] == ["Purpose", "Tasks and dates"]
    assert page.root.one("html")["lang"] == "en"
    assert not page.all("link")
    assert not page.all("script")
    assert not page.all("img")
    assert {a["href"][0] for a in page.all("a")} == {"#"}


@pytest.mark.parametrize("path", [f"{TEXT}.json", f"{TEXT}.docx", f"{TEXT}/sections/99"])
def test_what_there_is_not_is_not_found(text: Site, path: str) -> None:
    assert text.browser("coordinator").get(path).status_code == 404


def test_what_people_wrote_is_text_on_every_page_and_in_every_file(text: Site) -> None:
    write(text, 1, f"{HOSTILE}\n\n[x](javascript:alert(1))\n\n`{HOSTILE}`", HOSTILE)
    with text.inside():
        sources.add(by(text), SLUG, 1, SourceFields("other", "", HOSTILE))
        remarks.say(by(text), SLUG, 1, HOSTILE)
    keep(text, HOSTILE)
    pages = (TEXT, f"{TEXT}.html", PURPOSE, f"{PURPOSE}/edit", f"/plans/{SLUG}/versions")
    for path in (*pages, f"/plans/{SLUG}/versions/1", f"/plans/{SLUG}/versions/1/changes"):
        answer = text.browser("coordinator").get(path)
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text, path
        assert 'href="javascript' not in answer.text, path
        if not path.endswith("/changes"):  # Nothing has changed there.
            assert HOSTILE in answer.page.text or path.endswith("/edit"), path


def test_pages_and_files_ask_the_database_as_often_for_a_long_text_and_many_tasks(
    text: Site,
) -> None:
    viewer = text.browser("viewer")

    def counts() -> list[int]:
        found = []
        for path in (TEXT, f"{TEXT}.html", PURPOSE):
            with counted(text.app) as statements:
                assert viewer.get(path).status_code == 200
            found.append(len(statements))
        return found

    viewer.get(TEXT)
    before = counts()
    with text.inside() as office:
        for number in range(8, 28):
            sections.add(by(text), SLUG, SectionFields(f"Part {number}", BODY))
            sources.add(by(text), SLUG, number, SourceFields("comment", "allies", "ARMS-0001"))
            thread = remarks.say(by(text, "contributor"), SLUG, number, "So.")
            remarks.answer(by(text), SLUG, thread, "Yes.")
            office.add(f"9{number}", 3)
    assert counts() == before
    assert max(before) <= 25
