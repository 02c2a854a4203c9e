"""The versions of a plan: kept, read, taken away as files, and set side by side."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from models import PlanVersion
from support.ground.office import OTHER_SLUG, SLUG
from support.web.server.taking_part import counted
from support.web.texts import BODY, PURPOSE, VERSIONS, by, fill, keep, write
from workplan.extensions import db
from workplan.services.consultation.text import sections, versions
from workplan.services.consultation.text.sections import SectionFields

if TYPE_CHECKING:
    from support.ground.site import Site

FIRST = f"{VERSIONS}/1"


@pytest.fixture
def text(site: Site) -> Site:
    """A text of seven sections of which the first is written, with sources and a remark."""
    return fill(site)


@pytest.fixture
def two(text: Site) -> Site:
    """That text with two versions, and a change since."""
    keep(text)
    write(text, 1, "It makes friends stronger.")
    with text.inside() as office:
        office.change(text.tasks["theirs"], text.now, duration_days=9)
    keep(text, "As cleared")
    write(text, 1, "It makes friends.")
    return text


def digest(text: Site, number: int = 1) -> str:
    with text.inside() as office:
        return versions.of_number(db.session(), office.plan().id, number).digest


def test_no_version_is_kept_yet_and_who_may_keeps_the_first(text: Site) -> None:
    assert text.browser("viewer").get(VERSIONS).page.heading == "No version is kept yet"
    assert not text.browser("lead").get(VERSIONS).page.one("main").all("form", method="post")
    coordinator = text.browser("coordinator")
    page = coordinator.get(VERSIONS).page
    assert page.form(VERSIONS).one("button").text == "Keep version 1"
    sent = {"name": "Draft for clearance", "reason": "Asked for by State"}
    assert coordinator.submit(VERSIONS, sent, VERSIONS).location == FIRST
    page = coordinator.get(FIRST).page
    assert page.one("p", role="status").text == "Version 1 is kept: text, tasks and dates."
    assert page.heading == "Version 1: Draft for clearance"


def test_what_is_no_version_is_refused_and_the_reason_stays(text: Site) -> None:
    coordinator = text.browser("coordinator")
    keep(text)
    for name, words in (
        ("", "Say what it is for."),
        ("Again", "Nothing changed since version 1: text, tasks and dates are its."),
        ("n" * 201, "200"),
    ):
        refused = coordinator.submit(VERSIONS, {"name": name, "reason": "So"}, VERSIONS)
        assert refused.status_code == 422
        assert words in refused.page.one("div", id="problems").text
        values = refused.page.form(VERSIONS).values()
        assert (values["name"], values["reason"]) == (name, "So")
    assert coordinator.get(VERSIONS).page.heading == "1 version is kept"


def test_a_plan_that_says_nothing_is_not_kept(site: Site) -> None:
    refused = site.browser("coordinator").submit(VERSIONS, {"name": "Draft"}, VERSIONS)
    assert refused.status_code == 422
    assert "No section of the text says anything yet. Write one first." in refused.text


def test_only_the_coordinator_keeps_a_version(text: Site) -> None:
    assert text.browser("lead").post(VERSIONS, {"name": "Draft"}).status_code == 403
    assert text.browser("lead").get(VERSIONS).page.heading == "No version is kept yet"


def test_versions_are_listed_the_newest_first(two: Site) -> None:
    page = two.browser("viewer").get(VERSIONS).page
    assert page.heading == "2 versions are kept"
    assert page.column("Version") == ["Version 2", "Version 1"]
    assert page.column("What it is for") == ["As cleared", "Draft for clearance"]
    assert page.column("By") == ["Cora Diaz", "Cora Diaz"]
    assert page.column("SHA-256") == [f"{digest(two, 2)[:12]}…", f"{digest(two)[:12]}…"]
    links = [a["href"] for a in page.one("table").all("a")]
    assert links == [
        *(f"{VERSIONS}/2", f"{FIRST}/changes?to=2", f"{VERSIONS}/2/changes"),
        *(FIRST, f"{FIRST}/changes"),
    ]


def test_a_version_shows_what_was_kept_and_not_what_stands_now(two: Site) -> None:
    page = two.browser("viewer").get(FIRST).page
    assert page.heading == "Version 1: Draft for clearance"
    section = page.one("section", aria_labelledby="heading-1")
    assert section.one("h2").text == "Purpose"
    assert section.one("em").text == "allies"
    assert [note.text for note in section.one("ol", class_="notes").all("li")] == [
        *("Directive: “Make allies stronger”", "Comment ARMS-0001"),
    ]
    tasks = page.one("section", aria_labelledby="tasks")
    assert "Dates as computed when the version was kept" in tasks.text
    # Those of the chart are in no line of effort, which stands at the end.
    assert [row.all("th")[0].text for row in tasks.one("tbody").all("tr")] == [
        *("2a Draft part 2a", "1a Draft part 1a", "2b Draft part 2b"),
        *("1 Organize for success", "0 Keep the plan"),
    ]
    facts = page.one("p", class_="facts-line")
    assert f"as it was kept: SHA-256 {digest(two)[:12]}…" in facts.text
    assert facts.one("code")["title"] == digest(two)


def test_a_version_that_is_not_as_it_was_kept_says_so(two: Site) -> None:
    with two.inside():
        content = {"title": "T", "marking": "", "directive": "", "signed_on": None}
        changed = update(PlanVersion).where(PlanVersion.number == 1)
        db.session.execute(changed.values(content=content | {"sections": [], "tasks": []}))
        db.session.commit()
    viewer = two.browser("viewer")
    facts = viewer.get(FIRST).page.one("p", class_="facts-line").text
    assert "words were removed from it since, for good" in facts
    assert "the same as in the journal" not in facts
    other = viewer.get(f"{VERSIONS}/2").page.one("p", class_="facts-line").text
    assert "the same as in the journal" in other


def test_anybody_works_out_the_digest_again_from_the_file(two: Site) -> None:
    served = two.browser("viewer").get(f"{FIRST}.json")
    assert served.content_type == "application/json"
    assert served.headers["Content-Disposition"] == ("attachment; filename=arms-version-1.json")
    assert hashlib.sha256(served.data).hexdigest() == digest(two)
    content = json.loads(served.data)
    assert content["sections"][0]["body"] == BODY
    again = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert again.encode() == served.data


def test_a_version_is_taken_away_as_pdf_and_as_one_page(two: Site) -> None:
    viewer = two.browser("viewer")
    served = viewer.get(f"{FIRST}.pdf")
    assert served.content_type == "application/pdf"
    file = PdfReader(BytesIO(served.data))
    words = " ".join(" ".join(page.extract_text() for page in file.pages).split())
    assert "Work plan, version 1" in words
    assert "by sales" in words
    # Long as it is, it may be broken where a line ends.
    assert digest(two) in words.replace(" ", "")
    assert viewer.get(f"{FIRST}.pdf").headers["Content-Disposition"] == (
        "attachment; filename=arms-version-1.pdf"
    )
    page = viewer.get(f"{FIRST}.html").page
    assert page.heading == "Arms transfer plan"
    assert f"SHA-256 of its content {digest(two)}" in page.text


@pytest.mark.parametrize(
    "path", ["/3", "/3.pdf", "/3.json", "/1.docx", "/3/changes", "/1/changes?to=9"]
)
def test_a_version_that_is_none_is_not_found(two: Site, path: str) -> None:
    assert two.browser("coordinator").get(f"{VERSIONS}{path}").status_code == 404


def test_a_version_of_another_plan_is_not_found(two: Site) -> None:
    theirs = f"/plans/{OTHER_SLUG}/versions"
    for path in ("/1", "/1.json", "/1/changes"):
        assert two.browser("stranger").get(f"{theirs}{path}").status_code == 404


def test_between_two_versions_stand_words_tasks_and_dates(two: Site) -> None:
    page = two.browser("viewer").get(f"{FIRST}/changes?to=2").page
    assert page.heading == "1 section and 2 tasks changed from version 1 until version 2"
    words = page.one("section", aria_labelledby="words")
    assert words.all("ins")[0].text == "friends"
    assert "*allies*" in words.all("del")[0].text
    # The one that takes longer, and the one that waits for it.
    assert page.column("Task") == ["2a Draft part 2a", "1a Draft part 1a"]
    finish = page.one("table").all("tr")[1].one("td", data_label="Finish")
    assert len(finish.all("del")) == len(finish.all("ins")) == 1
    chosen = [o for o in page.one("select", id="to").all("option") if "selected" in o.attributes]
    assert [option.text for option in chosen] == ["version 2, As cleared"]
    assert [option["value"] for option in page.one("select", id="to").all("option")] == ["", "2"]


def test_from_a_version_until_now_words_can_be_put_back_by_who_may(two: Site) -> None:
    coordinator = two.browser("coordinator")
    page = coordinator.get(f"{VERSIONS}/2/changes").page
    assert page.heading == "1 section changed from version 2 until now"
    [way] = page.one("section", aria_labelledby="words").all("a")
    assert way["href"] == f"{PURPOSE}/edit?version=2"
    form = coordinator.get(way["href"]).page.form(f"{PURPOSE}/edit").values()
    assert form["body"] == "It makes friends stronger."
    for who, query in (("viewer", ""), ("coordinator", "?to=1")):
        page = two.browser(who).get(f"{VERSIONS}/2/changes{query}").page
        assert not page.one("section", aria_labelledby="words").all("a")


@pytest.mark.parametrize("to", ["", "soon", "-2", "²"])
def test_what_is_no_number_means_now(two: Site, to: str) -> None:
    page = two.browser("viewer").get(f"{VERSIONS}/2/changes?to={to}").page
    assert page.heading == "1 section changed from version 2 until now"


def test_new_and_gone_sections_are_told_and_cannot_be_put_back(two: Site) -> None:
    with two.inside():
        sections.add(by(two), SLUG, SectionFields("Annex", "New."))
        sections.retire(by(two), SLUG, 2, 1)
        sections.retire(by(two), SLUG, 1, 4)
    page = two.browser("coordinator").get(f"{VERSIONS}/2/changes").page
    words = page.one("section", aria_labelledby="words")
    assert [one.text for one in words.all("h3")] == [
        *("Annex new", "Purpose taken out", "Approach taken out"),
    ]
    assert not words.all("a")


def test_a_version_beside_itself_has_no_change(text: Site) -> None:
    keep(text)
    page = text.browser("viewer").get(f"{FIRST}/changes").page
    assert page.heading == "Nothing changed from version 1 until now"
    assert "Text, tasks and dates are the same." in page.text


def test_a_closed_plan_keeps_no_more_versions_and_shows_those_that_it_has(two: Site) -> None:
    with two.inside() as office:
        office.put_stage("closed")
    coordinator = two.browser("coordinator")
    assert not coordinator.get(VERSIONS).page.one("main").all("form", method="post")
    assert coordinator.post(VERSIONS, {"name": "Late"}).status_code == 409
    assert coordinator.get(FIRST).status_code == 200


def test_pages_and_files_ask_the_database_as_often_for_more_of_everything(two: Site) -> None:
    viewer = two.browser("viewer")

    def counts(last: int) -> list[int]:
        found = []
        paths = (VERSIONS, f"{VERSIONS}/{last}", f"{VERSIONS}/{last}/changes")
        for path in (*paths, f"{FIRST}/changes?to={last}", f"{VERSIONS}/{last}.html"):
            with counted(two.app) as statements:
                assert viewer.get(path).status_code == 200
            found.append(len(statements))
        return found

    viewer.get(VERSIONS)
    before = counts(2)
    with two.inside() as office:
        for number in range(8, 18):
            sections.add(by(two), SLUG, SectionFields(f"Part {number}", BODY))
            office.add(f"9{number}", 3)
            keep(two, f"Draft {number}")
    assert counts(12) == before
    assert max(before) <= 25
