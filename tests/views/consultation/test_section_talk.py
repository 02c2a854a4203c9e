"""Sources of a section and remarks on it, named and said on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from support.web.texts import PURPOSE, TEXT, by, fill, thread_of
from workplan.services.consultation.text import remarks

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page


@pytest.fixture
def text(site: Site) -> Site:
    """A text of seven sections of which the first is written, with sources and a remark."""
    return fill(site)


def page_of(text: Site, who: str = "coordinator") -> Page:
    return text.browser(who).get(PURPOSE).page


def said_done(text: Site, who: str = "coordinator") -> str:
    """Return what the next page says was done."""
    return page_of(text, who).one("p", role="status").text


def test_a_source_is_added_and_taken_away(text: Site) -> None:
    coordinator, path = text.browser("coordinator"), f"{PURPOSE}/sources"
    sent = {"kind": "other", "words": "Letter of 1 May", "passage": "by aid"}
    assert coordinator.submit(PURPOSE, sent, path).location == PURPOSE
    page = page_of(text)
    assert page.one("p", role="status").text == "The source is added."
    note = page.one("li", id="note-2")
    assert note.text.startswith("Letter of 1 May behind “by aid”")
    away = note.one("form")["action"]
    assert coordinator.submit(PURPOSE, {}, away).location == PURPOSE
    assert said_done(text) == "The source is taken away."
    assert "Letter of 1 May" not in page_of(text).one("ol", class_="notes").text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"words": ""}, "Say what the source is"),
        ({"passage": "long gone"}, "These words do not stand in the section so."),
        ({"kind": "comment", "words": "ARMS-0099"}, "has the reference “ARMS-0099”"),
        ({"kind": "rumor"}, "rumor"),
    ],
)
def test_a_source_that_is_none_keeps_what_was_typed_in_its_open_form(
    text: Site, sent: dict[str, str], words: str
) -> None:
    path = f"{PURPOSE}/sources"
    typed = {"kind": "other", "words": "Letter of 1 May", "passage": "by aid"} | sent
    refused = text.browser("coordinator").submit(PURPOSE, typed, path)
    assert refused.status_code == 422
    problems = refused.page.one("div", id="problems").text
    assert problems.startswith("Nothing was changed: one field needs another look")
    assert words in problems
    values = refused.page.form(path).values()
    assert (values["words"], values["passage"]) == (typed["words"], typed["passage"])
    [opened] = [one for one in refused.page.all("details") if "open" in one.attributes]
    assert opened.one("summary").text == "Add a source"


def test_somebody_says_something_answers_and_resolves(text: Site) -> None:
    lead, path = text.browser("lead"), f"{PURPOSE}/remarks"
    said = {"body": "Say *by when*.", "passage": "by sales"}
    assert lead.submit(PURPOSE, said, path).location == PURPOSE
    page = page_of(text, "lead")
    assert page.one("p", role="status").text == "The remark is saved."
    talk = page.all("article", class_="report talk")[-1]
    assert (talk.one("em").text, talk.one("blockquote").text) == ("by when", "by sales")
    answer, resolve = (form["action"] for form in talk.all("form"))
    assert lead.submit(PURPOSE, {"body": "In 2027."}, answer).location == PURPOSE
    assert said_done(text, "lead") == "The answer is saved."
    assert lead.submit(PURPOSE, {}, resolve).location == PURPOSE
    assert said_done(text, "lead") == "The remark is resolved; an answer opens it again."
    page = page_of(text, "lead")
    assert "1 open remark" in page.one("p", class_="facts-line").text
    resolved = page.one("article", class_="report talk talk--resolved")
    assert "(resolved)" in resolved.one("h3").text
    assert [form["action"] for form in resolved.all("form")] == [answer]


def test_a_remark_that_cannot_stand_keeps_what_was_typed(text: Site) -> None:
    path = f"{PURPOSE}/remarks"
    typed = {"body": "All I think of it.", "passage": "long gone"}
    refused = text.browser("lead").submit(PURPOSE, typed, path)
    assert refused.status_code == 422
    assert "These words do not stand" in refused.page.one("div", id="problems").text
    values = refused.page.form(path).values()
    assert (values["body"], values["passage"]) == ("All I think of it.", "long gone")


def test_an_answer_that_cannot_stand_is_kept_at_its_own_thread(text: Site) -> None:
    with text.inside():
        other = remarks.say(by(text), SLUG, 1, "Another one.")
    first = f"{TEXT}/remarks/{thread_of(text)}/answers"
    long = "x" * 10_001
    refused = text.browser("lead").submit(PURPOSE, {"body": long}, first)
    assert refused.status_code == 422
    assert refused.page.form(first).values()["body"] == long
    assert refused.page.form(f"{TEXT}/remarks/{other}/answers").values()["body"] == ""
    assert refused.page.form(f"{PURPOSE}/remarks").values()["body"] == ""
    [opened] = [one for one in refused.page.all("details") if "open" in one.attributes]
    assert opened.one("summary").text == "Answer Lena Ivanova"
