"""A section on its page: read with sources, remarks and history, and changed by one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import OTHER_SLUG, SLUG
from support.web.texts import BODY, PURPOSE, TEXT, by, fill, keep, saved, thread_of, write
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.text import sections, sources
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Page

EDIT = f"{PURPOSE}/edit"


@pytest.fixture
def text(site: Site) -> Site:
    """A text of seven sections of which the first is written, with sources and a remark."""
    return fill(site)


def page_of(text: Site, who: str = "coordinator", path: str = PURPOSE) -> Page:
    return text.browser(who).get(path).page


def history(page: Page) -> list[str]:
    """Return what the journal says of the section, the last first."""
    rows = page.section("history").one("table").all("tr")[1:]
    return [row.all("td")[2].text for row in rows]


def said_done(text: Site, who: str = "coordinator", path: str = PURPOSE) -> str:
    """Return what the next page says was done."""
    return page_of(text, who, path).one("p", role="status").text


def overtaken(text: Site, body: str) -> Answer:
    """Open the form, let somebody else save, and send it."""
    coordinator = text.browser("coordinator")
    form = coordinator.get(EDIT)
    write(text, 1, "It makes friends stronger.", "Aim")
    return form.submit(coordinator, {"body": body, "reason": "Asked for by State"}, EDIT)


def test_a_section_shows_its_words_sources_remarks_and_history(text: Site) -> None:
    page = page_of(text)
    assert page.heading == "Purpose"
    facts = page.one("p", class_="facts-line").text
    assert facts.startswith("Section 1 of the text · 2 sources · 1 open remark")
    assert page.one("section", aria_labelledby="says").one("em").text == "allies"
    notes = page.one("section", aria_labelledby="sources").one("ol", class_="notes").all("li")
    assert [note.text.partition(" Take away")[0] for note in notes] == [
        "Directive: “Make allies stronger” behind “allies”",
        "Comment ARMS-0001 behind “by sales”",
    ]
    talk = page.one("article", id=f"remark-{thread_of(text)}")
    assert talk.one("h3").text.startswith("Lena Ivanova")
    assert talk.one("strong").text == "allies"
    assert talk.one("div", class_="talk__answer").text.endswith("All of them.")
    assert history(page)[-1].startswith("Section “Purpose” added")


def test_a_section_that_says_nothing_has_its_hint(text: Site) -> None:
    page = page_of(text, path=f"{TEXT}/sections/6")
    assert "What may go wrong" in page.one("section", aria_labelledby="says").text
    assert "No source is named yet." in page.text
    assert "Nobody has said anything of it yet." in page.text


def test_who_does_not_write_reads_and_those_with_a_voice_talk(text: Site) -> None:
    thread = thread_of(text)
    talk = {f"{PURPOSE}/remarks", f"{TEXT}/remarks/{thread}/answers"}
    talk |= {f"{TEXT}/remarks/{thread}/resolution"}
    for who, actions in (("contributor", talk), ("viewer", set())):
        page = page_of(text, who)
        forms = {form["action"] for form in page.one("main").all("form", method="post")}
        assert forms == actions, who
        assert EDIT not in [a["href"] for a in page.all("a")]
        assert not page.all(id="history")


def test_a_section_is_changed_from_its_form(text: Site) -> None:
    coordinator = text.browser("coordinator")
    form = coordinator.get(EDIT).page.form(EDIT).values()
    assert (form["heading"], form["body"], form["version"]) == ("Purpose", BODY, "2")
    sent = {"body": "It makes *allies* strong.", "reason": "Asked for by State"}
    assert coordinator.submit(EDIT, sent, EDIT).location == PURPOSE
    page = page_of(text)
    assert page.one("p", role="status").text == "Section “Purpose” is saved."
    assert "Asked for by State" in history(page)[0]
    # Its comment lost its words.
    assert "These words are not in the text any more." in page.text
    assert saved(text)["version"] == 3


def test_what_cannot_be_saved_keeps_what_was_typed(text: Site) -> None:
    coordinator = text.browser("coordinator")
    refused = coordinator.submit(EDIT, {"heading": "", "body": "All I typed."}, EDIT)
    assert refused.status_code == 422
    assert "Give it a heading." in refused.page.one("div", id="problems").text
    form = refused.page.form(EDIT)
    assert (form.values()["body"], form.values()["version"]) == ("All I typed.", "2")
    assert form.one("input", name="heading")["aria-invalid"] == "true"
    assert saved(text)["body"] == BODY


def test_a_form_that_was_overtaken_shows_what_the_other_saved_and_keeps_what_was_typed(
    text: Site,
) -> None:
    late = overtaken(text, "It makes partners stronger.")
    assert late.status_code == 409
    theirs = late.page.one("section", aria_labelledby="theirs")
    assert theirs.one("del").text == "partners"
    assert theirs.one("ins").text == "friends"
    assert "Somebody changed it meanwhile" in late.page.one("div", id="problems").text
    form = late.page.form(EDIT).values()
    assert (form["body"], form["reason"]) == (
        *("It makes partners stronger.", "Asked for by State"),
    )
    assert saved(text)["body"] == "It makes friends stronger."


def test_a_form_that_was_overtaken_is_saved_when_it_is_sent_again(text: Site) -> None:
    coordinator = text.browser("coordinator")
    again = overtaken(text, "It makes partners stronger.").submit(coordinator, {}, EDIT)
    assert again.location == PURPOSE
    assert saved(text) == {
        "heading": "Purpose",
        "body": "It makes partners stronger.",
        "version": 4,
    }


def test_an_earlier_version_is_looked_at_in_the_form_before_it_is_saved(text: Site) -> None:
    keep(text)
    write(text, 1, "Something else.", "Aim")
    coordinator = text.browser("coordinator")
    form = coordinator.get(f"{EDIT}?version=1")
    values = form.page.form(EDIT).values()
    # The words are those of before, and the version that of now.
    assert (values["heading"], values["body"], values["version"]) == ("Aim", BODY, "3")
    assert form.submit(coordinator, {}, EDIT).location == PURPOSE
    assert saved(text) == {"heading": "Aim", "body": BODY, "version": 4}


@pytest.mark.parametrize(("query", "status"), [("7", 404), ("x", 200), ("-1", 200), ("", 200)])
def test_a_version_that_is_none_is_not_looked_at(text: Site, query: str, status: int) -> None:
    assert text.browser("coordinator").get(f"{EDIT}?version={query}").status_code == status


def test_a_section_that_an_earlier_version_lacks_is_shown_as_it_is(text: Site) -> None:
    keep(text)
    with text.inside():
        sections.add(by(text), SLUG, SectionFields("Annex", "New."))
    path = f"{TEXT}/sections/8/edit"
    form = text.browser("coordinator").get(f"{path}?version=1").page.form(path).values()
    assert form["body"] == "New."


def test_a_section_is_retired_with_a_reason_and_restored(text: Site) -> None:
    coordinator = text.browser("coordinator")
    path = f"{PURPOSE}/retirement"
    assert coordinator.submit(PURPOSE, {"reason": "Not needed"}, path).location == PURPOSE
    page = page_of(text)
    assert page.one("p", role="status").text == "The section is retired; it can be restored."
    assert page.one("p", class_="facts-line").text.startswith("Retired ")
    forms = {form["action"] for form in page.one("main").all("form", method="post")}
    assert f"{PURPOSE}/restoration" in forms
    assert not forms & {path, f"{PURPOSE}/sources", f"{PURPOSE}/remarks"}
    assert EDIT not in [a["href"] for a in page.all("a")]
    coordinator.submit(PURPOSE, {}, f"{PURPOSE}/restoration")
    assert said_done(text) == "The section is back in the text."


def test_a_section_that_was_changed_meanwhile_is_not_retired_and_the_reason_stays(
    text: Site,
) -> None:
    coordinator, path = text.browser("coordinator"), f"{PURPOSE}/retirement"
    form = coordinator.get(PURPOSE)
    write(text, 1, "Something else.")
    late = form.submit(coordinator, {"reason": "Not needed"}, path)
    assert late.status_code == 409
    assert "Somebody changed it meanwhile." in late.page.one("div", id="problems").text
    values = late.page.form(path).values()
    assert (values["reason"], values["version"]) == ("Not needed", "3")
    assert late.submit(coordinator, {}, path).location == PURPOSE


def test_a_retired_section_is_not_saved_from_a_form_that_was_open(text: Site) -> None:
    coordinator = text.browser("coordinator")
    form = coordinator.get(EDIT)
    with text.inside():
        sections.retire(by(text), SLUG, 1, 2)
    refused = form.submit(coordinator, {"body": "All I typed."}, EDIT)
    assert refused.status_code == 422
    assert "“Purpose” is retired. Restore it first." in refused.text
    assert refused.page.form(EDIT).values()["body"] == "All I typed."


def test_what_was_done_is_taken_back_from_the_history(text: Site) -> None:
    write(text, 1, "Something else.")
    page = page_of(text)
    newest = page.section("history").one("table").all("tr")[1]
    form = newest.one("form")
    assert form.values()["next"] == PURPOSE
    coordinator = text.browser("coordinator")
    assert coordinator.post(form["action"], form.values()).location == PURPOSE
    assert saved(text)["body"] == BODY


def test_a_section_or_remark_of_another_plan_is_not_found(text: Site) -> None:
    stranger, thread = text.browser("stranger"), thread_of(text)
    theirs = f"/plans/{OTHER_SLUG}/text"
    assert stranger.get(f"{theirs}/sections/1").status_code == 404
    assert stranger.post(f"{theirs}/remarks/{thread}/answers", {"body": "So."}).status_code == 404
    assert stranger.post(f"{theirs}/remarks/{thread}/resolution").status_code == 404
    assert text.browser("coordinator").post(f"{TEXT}/sections/99/sources").status_code == 404


def test_in_a_closed_plan_a_section_is_read_only(text: Site) -> None:
    with text.inside() as office:
        office.put_stage("closed")
    page = page_of(text)
    assert not page.one("main").all("form", method="post")
    assert page.heading == "Purpose"
    assert text.browser("coordinator").post(EDIT, {"body": "x"}).status_code == 409


def test_the_comment_says_behind_which_words_of_the_text_it_stands(site: Site) -> None:
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        number = comments.enter(change, SLUG, Letter(Sender("J. Whitaker"), "Sales", "Hear us."))
        sections.add(change, SLUG, SectionFields("Purpose", "Small makers are heard first."))
        sources.add(change, SLUG, 1, SourceFields("comment", "heard first", str(number)))
    page = site.browser("viewer").get(f"/plans/{SLUG}/comments/{number}").page.one("main").text
    assert "It stands behind “heard first” in Purpose, in the text of the plan." in page
