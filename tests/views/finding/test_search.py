"""Words are found in tasks, reports and comments, and only in those of one's own plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page


def found(site: Site, words: str, who: str = "lead") -> Page:
    return site.browser(who).get("/search", query_string={"q": words}).page


def names(page: Page) -> list[str]:
    return [article.one("h2").text for article in page.all("article")]


def test_words_are_found_in_a_task_a_report_and_a_comment(site: Site) -> None:
    lead = site.browser("lead")
    lead.post(f"/tasks/{site.tasks['theirs']}/comments", {"body": "The vérification is overdue"})

    assert names(found(site, "draft 1a")) == ["1a Draft part 1a"]
    assert names(found(site, "counsel time")) == ["1a Draft part 1a"]
    comment = found(site, "overdue")
    assert names(comment) == ["2a Draft part 2a"]
    assert [mark.text for mark in comment.all("mark")] == ["overdue"]


def test_what_is_marked_is_the_text_as_it_was_written(site: Site) -> None:
    edit = f"/tasks/{site.tasks['ours']}/edit"
    changes = {"name": "Überprüfung der 武器輸出", "description": "Zur Über­prü­fung"}
    site.browser("coordinator").submit(edit, changes)

    for typed, marked in (
        ("UBERPRUF", ["Überprüf", "Über­prü­f"]),
        ("輸出 prüf", ["prüf", "輸出", "prü­f"]),
    ):
        page = found(site, typed)
        assert names(page) == ["1a Überprüfung der 武器輸出"]
        assert [mark.text for mark in page.all("mark")] == marked
        path = f"/plans/{SLUG}/tasks"
        listed = site.browser("lead").get(path, query_string={"text": typed}).page
        assert listed.heading == "1 task"


def test_a_part_of_a_word_is_enough_and_all_words_are_needed(site: Site) -> None:
    assert names(found(site, "couns")) == ["1a Draft part 1a"]
    assert names(found(site, "ounse")) == ["1a Draft part 1a"]
    assert names(found(site, "counsel nonsense")) == []


def test_a_new_name_is_found_and_the_old_one_is_not(site: Site) -> None:
    edit = f"/tasks/{site.tasks['ours']}/edit"
    site.browser("coordinator").submit(edit, {"name": "Write the catalogue"})

    assert names(found(site, "catalogue")) == ["1a Write the catalogue"]
    assert "1a" not in " ".join(names(found(site, "draft part")))


def test_nobody_finds_what_they_may_not_see(site: Site) -> None:
    for who in ("lead", "coordinator", "auditor", "admin"):
        page = found(site, "Zebra", who)
        assert names(page) == []
        assert "0 tasks" in page.one("h1").text
    assert names(found(site, "Zebra", "stranger"))


@pytest.mark.parametrize("typed", ['"', "* OR NEAR(", "a' -- ", "&|!:()", "x" * 500, " "])
def test_no_sign_breaks_the_search(site: Site, typed: str) -> None:
    assert site.browser("lead").get("/search", query_string={"q": typed}).status_code == 200
