"""The pages of directives: the list, one of them, and what its keepers do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = "/directives/1"


def known(site: Site) -> dict[str, str]:
    """Return the form of the office's directive as it stands."""
    page = site.browser("coordinator").get(f"{PAGE}/edit").page
    values: dict[str, str] = page.form(f"{PAGE}/edit").values()
    del values["csrf_token"]
    return values


def added(site: Site, citation: str, signed_on: str) -> str:
    sent = {"citation": citation, "title": "Another", "signed_on": signed_on}
    location: str = site.browser("coordinator").post("/directives/new", sent).location
    return location


def test_each_shows_the_plans_that_the_reader_sees(site: Site) -> None:
    for who, sees in (("lead", True), ("admin", False), ("stranger", False)):
        for path in ("/directives", PAGE):
            page = site.browser(who).get(path).page
            assert "NSPM-10" in page.text
            links = [a["href"] for a in page.one("main").all("a")]
            assert (f"/plans/{SLUG}" in links) is sees, (who, path)


def test_its_keepers_see_what_they_may_do_and_nobody_else(site: Site) -> None:
    for who, sees in (("admin", True), ("coordinator", True), ("lead", False), ("viewer", False)):
        links = [a["href"] for a in site.browser(who).get("/directives").page.all("a")]
        assert ("/directives/new" in links) is sees, who
        links = [a["href"] for a in site.browser(who).get(PAGE).page.all("a")]
        assert (f"{PAGE}/edit" in links) is sees, who


def test_one_is_added_and_supersedes_another(site: Site) -> None:
    path = added(site, "EO 14268", "2026-08-20")
    number = path.rsplit("/", 1)[1]
    sent = {**known(site), "superseded_on": "2026-09-10", "superseded_by_id": number}
    assert site.browser("coordinator").post(f"{PAGE}/edit", sent).location == PAGE
    page = site.browser("viewer").get(PAGE).page
    assert page.heading == "NSPM-10 was superseded 10 Sep 2026"
    assert "Superseded by EO 14268" in page.text
    assert "Supersedes NSPM-10" in site.browser("viewer").get(path).page.text


def test_what_is_wrong_is_said_at_its_field(site: Site) -> None:
    coordinator = site.browser("coordinator")
    answer = coordinator.post("/directives/new", {"citation": "NSPM-10", "title": "Again"})
    assert answer.status_code == 422
    assert "Give the day of its signature." in answer.page.text
    sent = {"citation": "NSPM-10", "title": "Again", "signed_on": "2026-08-03"}
    answer = coordinator.post("/directives/new", sent)
    assert "NSPM-10 is in the list already" in answer.page.text
    assert answer.form.values()["title"] == "Again"


def test_who_saves_second_sees_it(site: Site) -> None:
    coordinator, sent = site.browser("coordinator"), known(site)
    assert coordinator.post(f"{PAGE}/edit", {**sent, "title": "First"}).status_code == 302
    answer = coordinator.post(f"{PAGE}/edit", {**sent, "title": "Second"})
    assert answer.status_code == 409
    assert "version 2 has been saved since" in answer.page.text


def test_a_day_that_moves_other_plans_is_left_to_an_administrator(site: Site) -> None:
    stranger = site.browser("stranger")
    answer = stranger.post(f"{PAGE}/edit", {**known(site), "signed_on": "2026-08-01"})
    assert answer.status_code == 422
    assert "Ask an administrator" in answer.page.text
    assert (
        site.browser("admin")
        .post(f"{PAGE}/edit", {**known(site), "signed_on": "2026-08-01"})
        .location
        == PAGE
    )


def test_one_is_retired_and_restored(site: Site) -> None:
    coordinator = site.browser("coordinator")
    page = coordinator.post(f"{PAGE}/retirement", {}, follow_redirects=True).page
    assert "no new plan carries it out" in page.text
    assert coordinator.post(f"{PAGE}/retirement", {}).status_code == 422
    assert coordinator.post(f"{PAGE}/restoration", {}).location == PAGE
    assert coordinator.post(f"{PAGE}/restoration", {}).status_code == 422


def test_a_double_is_merged_and_its_page_says_so(site: Site) -> None:
    path = added(site, "NSPM 10", known(site)["signed_on"])
    coordinator = site.browser("coordinator")
    answer = coordinator.post(f"{path}/merge", {"into": ""})
    assert answer.status_code == 422
    assert "No directive was chosen" in answer.page.text
    assert coordinator.post(f"{path}/merge", {"into": "1"}).location == PAGE
    assert coordinator.get(path).page.heading == "NSPM 10 is one with NSPM-10"
    assert "Its doubles were NSPM 10" in coordinator.get(PAGE).page.text


def test_its_form_is_filled_in_from_its_text_and_keeps_what_was_typed(site: Site) -> None:
    coordinator = site.browser("coordinator")
    text = "Executive Order 19999 of May 6, 2031\n\nBetter Bridges\n\nSection 1. Purpose."
    sent = {"title": "My words", "text": text, "read": "1"}
    page = coordinator.post("/directives/new", sent).page
    form = page.form("/directives/new").values()
    filled = (form["citation"], form["title"], form["signed_on"])
    assert filled == ("EO 19999", "My words", "2031-05-06")
    assert "Look at it, and add it." in page.text
    bare = coordinator.post("/directives/new", {"text": "Section 1. Purpose.", "read": "1"}).page
    assert "does not say its citation, title, day of signature" in bare.text
    nothing = coordinator.post("/directives/new", {"title": "My words", "read": "1"})
    assert nothing.status_code == 422
    assert "Paste the text of the directive" in nothing.page.text
    assert nothing.page.form("/directives/new").values()["title"] == "My words"


def test_a_text_that_was_given_for_a_directive_is_kept_for_a_plan_made_from_it(site: Site) -> None:
    me = site.browser("coordinator")
    text = "Executive Order 19999 of May 6, 2031\n\nBetter Bridges\n\nSection 1. Build them."
    read = me.post("/directives/new", {"text": text, "read": "1"}).page.form("/directives/new")
    assert read.values()["text"].strip() == text
    sent = {name: value for name, value in read.values().items() if name != "csrf_token"}
    directive = me.post("/directives/new", sent).location
    number = directive.rpartition("/")[2]

    link = me.get(directive).page.one("a", href=f"/plans/new/nothing?directive={number}")
    assert link.text == "New plan from this text"
    step = me.get(link["href"]).page.form("/plans/new/nothing").values()
    assert step["directive_id"] == number
    founded = me.submit(link["href"], {"title": "Bridges", "slug": "bridges"})

    assert founded.location == "/plans/bridges/tasks/directive"
    page = me.get(founded.location).page
    assert page.one("textarea", id="text").text.split() == text.split()
    assert "This is the text that you gave when you added EO 19999." in page.text
    assert "New plan from this text" not in site.browser("stranger").get(directive).text
