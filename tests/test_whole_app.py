"""What holds for every route: who gets which answer, what changes data, and what is kept out.

A new route fails these tests until it has its rows in the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from support.office import OTHER_SLUG, SLUG
from support.routes import Row, fresh, parsed, sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from support.browsers import Answer
    from support.site import Site

ROLES = (
    "anonymous",
    "admin",
    "coordinator",
    "lead",
    "contributor",
    "viewer",
    "auditor",
    "stranger",
)

# login  redirected to the sign-in, which keeps the address asked for
# home   redirected to the first page, nothing changed
# saved  redirected, and rows changed
#
# `whose` is the plan, task, dependency or rule in the address: one of the plan of all but the
# stranger (arms, ours, handed, theirs), of the stranger's plan, or none there is (nowhere).
# State PM, which leads ours, is the lead's agency; handed is handed to the contributor.
# fmt: off
TABLE = """
method route                                                              whose      anonymous admin coordinator lead  contributor viewer auditor stranger
GET    /                                                                  -          login     200   200         200   200         200    200     200
GET    /plans                                                             -          login     200   200         200   200         200    200     200
GET    /reminders                                                         -          login     200   200         200   200         200    200     200
GET    /account                                                           -          login     200   200         200   200         200    200     200
GET    /plans/template.xlsx                                               -          login     200   200         200   200         200    200     200
GET    /plans/import                                                      -          login     403   200         403   403         403    403     200
GET    /login                                                             -          200       home  home        home  home        home   home    home
GET    /help                                                              -          200       200   200         200   200         200    200     200
GET    /accessibility                                                     -          200       200   200         200   200         200    200     200
GET    /healthz                                                           -          200       200   200         200   200         200    200     200
GET    /static/<path:filename>                                            -          200       200   200         200   200         200    200     200
GET    /kept                                                              -          login  home  home  home  home  home  home  home
GET    /r/<token>                                                         -          404  404  404  404  404  404  404  404

GET    /plans/<slug>                                                      arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>                                                      stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>                                                      nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks                                                arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/tasks                                                stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks                                                nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/gantt                                                arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/gantt                                                stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/gantt                                                nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/gantt.<any(svg, png, pdf):kind>                      arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/gantt.<any(svg, png, pdf):kind>                      stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/gantt.<any(svg, png, pdf):kind>                      nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/burndown                                             arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/burndown                                             stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/burndown                                             nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/burndown.<any(svg, png, pdf):kind>                   arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/burndown.<any(svg, png, pdf):kind>                   stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/burndown.<any(svg, png, pdf):kind>                   nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/burndown.csv                                         arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/burndown.csv                                         stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/burndown.csv                                         nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks/new                                            arms       login     404   200         403   403         403    403     404
GET    /plans/<slug>/tasks/new                                            stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks/new                                            nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/moves                                                arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/moves                                                stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/moves                                                nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/journal                                              arms       login     404   200         200   403         403    200     404
GET    /plans/<slug>/journal                                              stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/journal                                              nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/export.<any(json, mspdi, csv, xlsx, ics, pdf):form>  arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/export.<any(json, mspdi, csv, xlsx, ics, pdf):form>  stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/export.<any(json, mspdi, csv, xlsx, ics, pdf):form>  nowhere    login     404   404         404   404         404    404     404

GET    /tasks/<int:task_id>                                               ours       login     404   200         200   200         200    200     404
GET    /tasks/<int:task_id>                                               theirs     login     404   200         200   200         200    200     404
GET    /tasks/<int:task_id>                                               stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>                                               nowhere    login     404   404         404   404         404    404     404
GET    /tasks/<int:task_id>/report                                        ours       login     404   200         200   403         403    403     404
GET    /tasks/<int:task_id>/report                                        handed     login     404   200         403   200         403    403     404
GET    /tasks/<int:task_id>/report                                        theirs     login     404   200         403   403         403    403     404
GET    /tasks/<int:task_id>/report                                        stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>/report                                        nowhere    login     404   404         404   404         404    404     404
GET    /tasks/<int:task_id>/edit                                          ours       login     404   200         403   403         403    403     404
GET    /tasks/<int:task_id>/edit                                          stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>/edit                                          nowhere    login     404   404         404   404         404    404     404
GET    /tasks/<int:task_id>/removal                                       ours       login     404   200         403   403         403    403     404
GET    /tasks/<int:task_id>/removal                                       stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>/removal                                       nowhere    login     404   404         404   404         404    404     404

POST   /tasks/<int:task_id>/report                                        ours       login     404   saved       saved 403         403    403     404
POST   /tasks/<int:task_id>/report                                        handed     login     404   saved       403   saved       403    403     404
POST   /tasks/<int:task_id>/report                                        theirs     login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/report                                        stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/report                                        nowhere    login     404   404         404   404         404    404     404
POST   /plans/<slug>/tasks/new                                            arms       login     404   saved       403   403         403    403     404
POST   /plans/<slug>/tasks/new                                            stranger's login     404   404         404   404         404    404     saved
POST   /plans/<slug>/tasks/new                                            nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/edit                                          ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/edit                                          stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/edit                                          nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/removal                                       ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/removal                                       stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/removal                                       nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/dependencies                                  ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/dependencies                                  stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/dependencies                                  nowhere    login     404   404         404   404         404    404     404
POST   /dependencies/<int:dependency_id>/removal                          ours       login     404   saved       403   403         403    403     404
POST   /dependencies/<int:dependency_id>/removal                          stranger's login     404   404         404   404         404    404     saved
POST   /dependencies/<int:dependency_id>/removal                          nowhere    login     404   404         404   404         404    404     404
POST   /plans/<slug>/reminder-rules                                       arms       login     404   saved       403   403         403    403     404
POST   /plans/<slug>/reminder-rules                                       stranger's login     404   404         404   404         404    404     saved
POST   /plans/<slug>/reminder-rules                                       nowhere    login     404   404         404   404         404    404     404
POST   /reminder-rules/<int:rule_id>                                      ours       login     404   saved       403   403         403    403     404
POST   /reminder-rules/<int:rule_id>                                      stranger's login     404   404         404   404         404    404     saved
POST   /reminder-rules/<int:rule_id>                                      nowhere    login     404   404         404   404         404    404     404
POST   /plans/import                                                      -          login     403   422         403   403         403    403     422
POST   /plans/import/confirm                                              -          login     403   saved       403   403         403    403     404
POST   /journal/<int:seq>/undo                                            ours       login     404   saved       403   403         403    403     404
POST   /journal/<int:seq>/undo                                            stranger's login     404   404         404   404         404    404     saved
POST   /journal/<int:seq>/undo                                            nowhere    login     404   404         404   404         404    404     404
POST   /r/<token>                                                         -          404  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/comments                                      ours       login  404  saved  saved  saved  403  403  404
POST   /tasks/<int:task_id>/comments                                      stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/comments                                      nowhere    login  404  404  404  404  404  404  404
POST   /comments/<int:comment_id>/resolution                              ours       login  404  saved  saved  saved  403  403  404
POST   /comments/<int:comment_id>/resolution                              stranger's login  404  404  404  404  404  404  saved
POST   /comments/<int:comment_id>/resolution                              nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/update-request                                ours       login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/update-request                                stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/update-request                                nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/assignee                                      ours       login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/assignee                                      stranger's login  404  404  404  404  404  404  422
POST   /tasks/<int:task_id>/assignee                                      nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/handovers                                     ours       login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/handovers                                     stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/handovers                                     nowhere    login  404  404  404  404  404  404  404
POST   /handovers/<int:offer_id>                                          ours       login  404  403  saved  403  403  403  404
POST   /handovers/<int:offer_id>                                          stranger's login  404  404  404  404  404  404  403
POST   /handovers/<int:offer_id>                                          nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/support                                       ours       login  404  403  403  403  403  403  404
POST   /tasks/<int:task_id>/support                                       stranger's login  404  404  404  404  404  404  403
POST   /tasks/<int:task_id>/support                                       nowhere    login  404  404  404  404  404  404  404
POST   /login                                                             -          422       422   422         422   422         422    422     422
POST   /account                                                           -          login     422   422         422   422         422    422     422
POST   /logout                                                            -          login     saved saved       saved saved       saved  saved   saved
"""  # noqa: E501  # a table reads across
# fmt: on

ROWS = parsed(TABLE)
GETS = [row for row in ROWS if row.method == "GET"]
POSTS = [row for row in ROWS if row.method == "POST"]


def test_every_route_has_its_rows_in_the_table(app: Flask) -> None:
    served = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert served == {(row.method, row.route) for row in ROWS}
    assert all(len(row.answers) == len(ROLES) for row in ROWS)


def test_every_page_answers_everybody_as_the_table_says(site: Site) -> None:
    answered = {}
    for row in GETS:
        path = row.path(site)
        answered[str(row)] = tuple(_word(site, path, site.browser(who).get(path)) for who in ROLES)
    assert answered == {str(row): row.answers for row in GETS}


@pytest.mark.parametrize(
    "routes", [POSTS[:12], POSTS[12:30], POSTS[30:]], ids=["tasks", "others", "talk"]
)
def test_every_change_answers_everybody_as_the_table_says(site: Site, routes: list[Row]) -> None:
    answered = {}
    for row in routes:
        answered[str(row)] = tuple(_word_of_change(site, row, who) for who in ROLES)
    assert answered == {str(row): row.answers for row in routes}


def test_what_is_foreign_is_answered_like_what_does_not_exist(site: Site) -> None:
    lead = site.browser("lead")
    pairs = zip(
        (row for row in ROWS if row.whose == "stranger's"),
        (row for row in ROWS if row.whose == "nowhere"),
        strict=True,
    )
    for foreign, unknown in pairs:
        answers = []
        for row in (foreign, unknown):
            number = fresh(site, row)
            path = row.path(site, number)
            data = sent(site, row, number) if row.method == "POST" else {}
            answer = lead.post(path, data) if row.method == "POST" else lead.get(path)
            answers.append(_without_what_was_asked(answer))
        assert answers[0] == answers[1], str(foreign)


def test_no_page_changes_a_row(site: Site) -> None:
    browsers = [site.browser(who) for who in ROLES]
    before = site.dump()
    for path in _all_paths(site):
        for browser in browsers:
            browser.get(path)
        browsers[0].get(path, method="HEAD")
    assert site.dump() == before


@pytest.mark.parametrize("who", [role for role in ROLES if role not in ("viewer", "auditor")])
def test_every_change_is_refused_without_the_token_of_the_session(site: Site, who: str) -> None:
    browser, other = site.browser(who), site.browser("viewer")
    forms = [(row, sent(site, row)) for row in POSTS]
    before = site.dump()
    for row, data in forms:
        for token in ("", "forged", other.token):
            answer = browser.post(row.path(site), {**data, "csrf_token": token})
            assert answer.status_code == 400, f"{row} with the token “{token}”"
            assert "Nothing was saved" in answer.text
    assert site.dump() == before


def test_signing_out_takes_a_post(site: Site) -> None:
    coordinator = site.browser("coordinator")
    answer = coordinator.get("/logout")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert coordinator.get("/plans").status_code == 200
    assert coordinator.post("/logout").location == "/login"
    assert coordinator.get("/plans").location == "/login?next=/plans"


def _word(site: Site, path: str, answer: Answer) -> str:
    """Return the answer as the table names it."""
    if answer.status_code != 302:
        return str(answer.status_code)
    if answer.location.startswith("/login?next="):
        target = path if site.app.url_map.bind("").test(path, "GET") else "/"
        assert parse_qs(urlsplit(answer.location).query) == {"next": [target]}
        return "login"
    return "home" if answer.location == "/" else answer.location


def _word_of_change(site: Site, row: Row, who: str) -> str:
    number = fresh(site, row)
    path, data = row.path(site, number), sent(site, row, number)
    browser = site.browser(who)
    before = site.dump()
    answer = browser.post(path, data)
    has_changed = site.dump() != before
    if row.route == "/logout":
        del site.browsers[who]
    word = _word(site, path, answer)
    if word.isdigit() or word == "login":
        assert not has_changed, f"{row} by {who} was answered {word}, and changed rows"
        return word
    return "saved" if has_changed else word


def _without_what_was_asked(answer: Answer) -> str:
    """Return a page without what was in its address, and what changes from page to page."""
    text = re.sub(
        r"/tasks/\d+|task \d+|/journal/\d+|entry \d+|/(comments|handovers)/\d+", "it", answer.text
    )
    text = text.replace(f"“{OTHER_SLUG}”", "“nowhere”")
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", text)
    return re.sub(r"data as of .*?</code>", "", text)


def _all_paths(site: Site) -> Iterator[str]:
    """Yield the address of every page, and of those that take filters some of these."""
    for row in GETS:
        yield row.path(site)
    yield f"/plans/{SLUG}/tasks?late=1&sort=due&text=part&page=2"
    yield f"/plans/{SLUG}/gantt?scale=quarter"
    for form in ("mspdi", "csv", "xlsx", "ics", "pdf"):
        yield f"/plans/{SLUG}/export.{form}"
    yield f"/plans/{SLUG}/moves?since={site.day(-30)}"
    yield f"/plans/{SLUG}/burndown?as_of={site.day(-9)}"
    yield "/reminders?state=sent&page=9"
