"""What holds for every route: who gets which answer, what changes data, and what is kept out.

A new route fails these tests until it has its rows in the table.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from support.ground.databases import USE_POSTGRES
from support.ground.office import OTHER_SLUG, SLUG
from support.web.rights.table import ROLES, TABLE
from support.web.routes.route_rows import Row, parsed
from support.web.routes.table import fresh, sent
from support.web.server.marks import marked
from views.support import errands
from workplan.extensions import csrf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from support.ground.site import Site
    from support.web.browsers import Answer

ROWS = parsed(TABLE)
GETS = [row for row in ROWS if row.method == "GET"]
POSTS = [row for row in ROWS if row.method == "POST"]
ASKED = ("admin", "coordinator", "lead", "stranger") if USE_POSTGRES else ROLES
"""Rights are code of ours, and one on both databases; on PostgreSQL those ask whose statements
differ: of the house, of everybody's tasks, of one's own, of another plan."""


def test_every_route_has_its_rows_in_the_table(app: Flask) -> None:
    served = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert served == {(row.method, row.route) for row in ROWS}
    assert all(len(row.answers) == len(ROLES) for row in ROWS)


def test_every_page_answers_everybody_as_the_table_says_and_changes_no_row(site: Site) -> None:
    browsers = {who: site.browser(who) for who in ASKED}
    asked = {row: row.path(site, fresh(site, row)) for row in GETS}
    with marked(site.app) as mark:
        answered = {
            str(row): tuple(_word(site, path, browsers[who].get(path)) for who in ASKED)
            for row, path in asked.items()
        }
    assert answered == {str(row): _expected(row) for row in GETS}
    assert mark.said == []


@pytest.mark.parametrize("part", range(4))
def test_every_change_answers_everybody_as_the_table_says(site: Site, part: int) -> None:
    # Four, so that two cores share them.
    routes = POSTS[_cut(part) : _cut(part + 1)]
    answered = {str(row): tuple(_words_of_change(site, row)) for row in routes}
    assert answered == {str(row): _expected(row) for row in routes}


def test_what_is_foreign_is_answered_like_what_does_not_exist(site: Site) -> None:
    lead = site.browser("lead")
    by_route = {(row.method, row.route): row for row in ROWS if row.whose == "nowhere"}
    strange = [row for row in ROWS if row.whose == "stranger's"]
    assert len(strange) == len(by_route)
    pairs = [(row, by_route[row.method, row.route]) for row in strange]
    for foreign, unknown in pairs:
        answers = []
        for row in (foreign, unknown):
            number = fresh(site, row)
            path = row.path(site, number)
            data = sent(site, row, number) if row.method == "POST" else {}
            answer = lead.post(path, data) if row.method == "POST" else lead.get(path)
            answers.append(_without_what_was_asked(answer))
        assert answers[0] == answers[1], str(foreign)


def test_no_filter_and_no_look_at_the_head_of_a_page_changes_a_row(site: Site) -> None:
    coordinator = site.browser("coordinator")
    with marked(site.app) as mark:
        for path in _filtered_paths(site):
            assert coordinator.get(path).status_code == 200, path
        for row in GETS:
            coordinator.get(row.path(site), method="HEAD")
    assert mark.said == []


ONE_CLICK = "/stop/<token>"
"""What a mail program sends, which has no page of ours (RFC 8058): its address is the proof."""


@pytest.mark.parametrize("who", [role for role in ROLES if role not in ("viewer", "auditor")])
def test_every_change_is_refused_without_the_token_of_the_session(site: Site, who: str) -> None:
    browser, other = site.browser(who), site.browser("viewer")
    forms = [(row, sent(site, row)) for row in POSTS if row.route != ONE_CLICK]
    tokens = ("", "forged", other.token)
    with marked(site.app) as mark:
        for place, (row, data) in enumerate(forms):
            # A token is judged before anybody is asked who they are: one role tries each of them.
            for token in tokens if who == "coordinator" else (tokens[place % len(tokens)],):
                answer = browser.post(row.path(site), {**data, "csrf_token": token})
                assert answer.status_code == 400, f"{row} with the token “{token}”"
                assert "Nothing was saved" in answer.text
    assert mark.said == []


def test_one_route_takes_no_token_of_a_session_and_knows_no_session() -> None:
    assert csrf._exempt_views == {"views.reminding.unsubscribing.stop"}
    assert {row.answers for row in POSTS if row.route == ONE_CLICK} == {("404",) * len(ROLES)}


def test_signing_out_takes_a_post(site: Site) -> None:
    coordinator = site.browser("coordinator")
    answer = coordinator.get("/logout")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert coordinator.get("/plans").status_code == 200
    assert coordinator.post("/logout").location == "/login"
    assert coordinator.get("/plans").location == "/login?next=/plans"


def _cut(part: int) -> int:
    """Return where a quarter of the changes begins: what leads to the next stays with it."""
    place = min(part * ceil(len(POSTS) / 4), len(POSTS))
    while 0 < place < len(POSTS) and POSTS[place].route.startswith(POSTS[place - 1].route):
        place += 1
    return place


def _expected(row: Row) -> tuple[str, ...]:
    """Return the answers of the table to those who ask."""
    return tuple(row.answers[ROLES.index(who)] for who in ASKED)


def _word(site: Site, path: str, answer: Answer) -> str:
    """Return the answer as the table names it."""
    if answer.status_code != 302:
        return str(answer.status_code)
    if answer.location.startswith("/login?next="):
        target = path if site.app.url_map.bind("").test(path, "GET") else "/"
        assert parse_qs(urlsplit(answer.location).query) == {"next": [target]}
        return "login"
    return "home" if answer.location == "/" else answer.location


def _words_of_change(site: Site, row: Row) -> Iterator[str]:
    """Let everybody try a change; what it changes is made anew once somebody has changed it."""
    is_used, number = True, None
    for who in ASKED:
        if is_used:
            number = fresh(site, row)
        word, is_used = _word_of_change(site, row, who, number)
        yield word


def _word_of_change(site: Site, row: Row, who: str, number: int | None) -> tuple[str, bool]:
    """Return the answer as the table names it, and whether rows were changed."""
    path, data = row.path(site, number), sent(site, row, number)
    browser = site.browser(who)
    with marked(site.app) as mark:
        answer = browser.post(path, data)
        errands.wait()
    if row.route == "/logout":
        del site.browsers[who]
    word = _word(site, path, answer)
    if word.isdigit() or word == "login":
        assert not mark.said, f"{row} by {who} was answered {word}, and changed rows"
    return "saved" if mark.said else word, bool(mark.said)


def _without_what_was_asked(answer: Answer) -> str:
    """Return a page without what was in its address, and what changes from page to page."""
    text = re.sub(
        r"/tasks/\d+|task \d+|/journal/\d+|entry \d+|/(comments|handovers|evidence)/\d+",
        "it",
        answer.text,
    )
    text = text.replace(f"“{OTHER_SLUG}”", "“nowhere”")
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", text)
    return re.sub(r"(?si)data as of .*?</code>", "", text)


def _filtered_paths(site: Site) -> Iterator[str]:
    """Yield addresses of pages that take filters, and of a plan in each form."""
    yield f"/plans/{SLUG}/tasks?late=1&sort=due&text=part&page=2"
    yield f"/plans/{SLUG}/gantt?scale=quarter"
    for form in ("mspdi", "csv", "xlsx", "ics", "pdf"):
        yield f"/plans/{SLUG}/export.{form}"
    yield f"/plans/{SLUG}/moves?since={site.day(-30)}"
    yield f"/plans/{SLUG}/burndown?as_of={site.day(-9)}"
    yield "/reminders?state=sent&page=9"
