"""Words are found in plans, directives, agencies and people too, by whoever their pages are for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models import Agency, Directive, Initiative, Objective, User
from support.ground.office import SLUG
from support.record.statements import statements
from workplan.extensions import db
from workplan.services.people import agencies
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

WORD = "zyxwort"
ROLES = ("admin", "coordinator", "lead", "contributor", "viewer", "auditor", "stranger")


@pytest.fixture
def marked(site: Site) -> Site:
    """Return the site with a word in something of every kind."""
    with site.inside() as office:
        session, plan = db.session(), office.plan(SLUG)
        plan.title = f"Plan {WORD}"
        directive = session.get_one(Directive, plan.directive_id)
        directive.title = f"On the {WORD.upper()}"
        session.get_one(Agency, office.agencies["PM"]).also_called = f"the {WORD}"
        session.add(
            Initiative(plan_id=plan.id, uid=9001, code="9", position=9, title=f"Zyxwörter {WORD}")
        )
        session.add(Objective(directive_id=directive.id, code="Z", statement=f"Reach {WORD}"))
        session.get_one(User, office.contributor.id).name = f"Zita {WORD}"
        session.commit()
    return site


def found(site: Site, who: str, words: str = WORD) -> Page:
    return site.browser(who).get("/search", query_string={"q": words}).page


def kinds(page: Page) -> list[str]:
    return [section["aria-labelledby"][6:] for section in page.one("main").all("section")]


@pytest.mark.parametrize("who", ROLES)
def test_each_role_finds_what_its_pages_show_and_nothing_else(marked: Site, who: str) -> None:
    ours = ["plan", "directive", "objective", "effort", "agency"]
    expected = {
        "admin": ["directive", "agency", "person"],
        "coordinator": [*ours, "person"],
        "stranger": ["directive", "agency"],
    }.get(who, ours)

    page = found(marked, who)

    assert kinds(page) == expected
    for section in page.one("main").all("section"):
        for link in section.all("a"):
            assert marked.browser(who).get(link["href"]).status_code == 200, link["href"]


def test_capitals_and_accents_make_no_difference_and_the_words_are_marked(marked: Site) -> None:
    page = found(marked, "viewer", "ZYXWÖRTER")

    assert kinds(page) == ["effort"]
    assert [mark.text for mark in page.one("section").all("mark")] == ["Zyxwörter"]


def test_a_reason_is_found_by_whoever_reads_that_entry_of_the_journal(site: Site) -> None:
    with site.inside() as office:
        ours, theirs = (office.task(site.tasks[name]) for name in ("ours", "theirs"))
        for task, why in ((ours, f"Since the {WORD} says so"), (theirs, f"Their own {WORD}")):
            wanted = replace(fields_of(db.session(), task), duration_days=9)
            change = Change(office.coordinator, site.now)
            tasks.change(change, task.id, task.version, wanted, reason=why)
        agencies.retire(Change(office.people["admin"], site.now), "DSCA", f"The {WORD} left")

    said = {
        who: [link.text for link in found(site, who).one("main").all("a") if WORD in link.text]
        for who in ROLES
    }

    both = [f"Their own {WORD}", f"Since the {WORD} says so"]
    assert said == {
        "admin": [f"The {WORD} left"],
        "coordinator": both,
        "lead": both[1:],
        "contributor": [],
        "viewer": [],
        "auditor": both,
        "stranger": [],
    }
    for who in ("admin", "coordinator", "lead", "auditor"):
        [link, *_] = [a for a in found(site, who).one("main").all("a") if WORD in a.text]
        path, _, mark = link["href"].partition("#")
        page = site.browser(who).get(path).page
        assert WORD in (page.one(id=mark).text if mark else page.text)


def test_nothing_found_teaches_how_words_are_found(site: Site) -> None:
    page = found(site, "viewer", "nowhere at all")

    assert "Nothing that you may see holds all these words." in page.text
    assert "Capitals and accents make no difference" in page.text
    assert [a["href"] for a in page.one("main").all("a") if "Which plans" in a.text] == ["/plans"]


def test_a_search_sends_as_many_statements_for_many_rows(marked: Site) -> None:
    def counted() -> int:
        with marked.inside():
            return statements(lambda: found(marked, "coordinator"))

    counted()
    few = counted()
    with marked.inside() as office:
        plan_id = office.plan(SLUG).id
        db.session.add_all(
            Initiative(plan_id=plan_id, uid=9100 + n, code=f"z{n}", position=n, title=WORD)
            for n in range(40)
        )
        db.session.commit()

    page = found(marked, "coordinator")

    assert "and 33 more; a further word narrows them." in page.text
    assert counted() == few


def test_what_is_found_in_the_note_of_a_plan_is_shown_with_the_name_of_the_plan(
    site: Site,
) -> None:
    with site.inside() as office:
        office.plan(SLUG).note = f"{'Words. ' * 60} The {WORD} is public record."
        db.session.commit()

    shown = found(site, "coordinator").one("section", aria_labelledby="found-plan").text

    assert "Arms transfer plan · …" in shown
    assert WORD in shown
