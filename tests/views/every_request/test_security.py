"""What every response carries and no page contains, so that nobody else's script or frame runs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from config import Settings
from support.ground.databases import release
from support.ground.office import PASSWORD, SLUG
from support.web.browsers import HTMX, Answer, Browser
from workplan.app import create_app
from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from support.ground.site import Site, Sites

HTTPS = "https://workplan.example"


@pytest.fixture
def live_site(sites: Sites, tmp_path: Path) -> Iterator[Site]:
    """The site as in production: what breaks is answered and not raised."""
    with sites.opened(tmp_path, is_testing=False) as site:
        yield site


def answers(site: Site) -> Iterator[tuple[str, Answer]]:
    """Yield one answer of each kind, by what it is."""
    nobody, lead = site.browser("anonymous"), site.browser("lead")
    coordinator = site.browser("coordinator")
    ours, foreign = f"/tasks/{site.tasks['ours']}", site.tasks["stranger's"]
    yield "a page for nobody in particular", nobody.get("/login")
    yield "a redirect to the sign-in", nobody.get("/plans")
    yield "health", nobody.get("/healthz")
    pages = ("/", "/plans", "/reminders", "/account", "/help", "/accessibility", ours)
    plan_pages = ("", "/tasks", "/tasks/new", "/gantt", "/burndown")
    for path in (*pages, *(f"/plans/{SLUG}{page}" for page in plan_pages)):
        yield path, coordinator.get(path)
    for page in ("report", "edit", "removal"):
        yield page, coordinator.get(f"{ours}/{page}")
    yield "my work", lead.get("/")
    for file in ("gantt.svg", "gantt.png", "burndown.svg", "burndown.pdf", "burndown.csv"):
        yield file, coordinator.get(f"/plans/{SLUG}/{file}")
    yield "400", coordinator.post("/logout", {"csrf_token": ""})
    yield "403", lead.get(f"{ours}/edit")
    yield "404", lead.get(f"/tasks/{foreign}")
    yield "404 of no route", lead.get("/none")
    yield "404 of no file", lead.get("/static/none.css")
    yield "405", lead.get("/logout")
    stale = {"version": 1, "status": "on_track", "percent": 45}
    yield "409", lead.post(f"{ours}/report", stale)
    yield "409 of a row", lead.post(f"{ours}/report", {**stale, "from": "row"}, headers=HTMX)
    yield "413", lead.post(f"{ours}/report", {"done": "x" * 3_000_000})
    yield "422", lead.post(f"{ours}/report", {"percent": "abc"})
    yield "422 of a row", lead.post(f"{ours}/report", {"from": "row"}, headers=HTMX)
    yield "422 of an address", lead.get(f"/plans/{SLUG}/gantt?scale=hour")
    yield "options", lead.get("/plans", method="OPTIONS")
    yield "saved", lead.submit(f"{ours}/report", {"percent": 50})


def test_every_answer_carries_the_headers_that_protect_it(site: Site) -> None:
    nonces = []
    for what, answer in answers(site):
        policy = dict(part.strip().split(" ", 1) for part in policy_of(answer).split(";"))
        nonces.append(policy["script-src"])
        assert policy["default-src"] == "'none'", what
        assert policy["script-src"].startswith("'self' 'nonce-"), what
        assert (policy["style-src"], policy["connect-src"]) == ("'self'", "'self'"), what
        assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'"), what
        assert policy["form-action"] == "'self'", what
        assert "unsafe" not in policy_of(answer), what
        assert answer.headers["X-Content-Type-Options"] == "nosniff", what
        assert answer.headers["Cache-Control"] == "no-store", what
        assert answer.headers["Referrer-Policy"] == "same-origin", what
    assert len(set(nonces)) == len(nonces)


def test_files_that_are_nobodys_own_may_be_kept(site: Site) -> None:
    answer = site.browser("anonymous").get("/static/css/palette.css")
    assert answer.headers["Cache-Control"] == "no-cache" or "max-age" in str(answer.headers)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_contains_style_script_or_anything_from_elsewhere(site: Site) -> None:
    for what, answer in answers(site):
        if not answer.content_type.startswith("text/html") or answer.status_code == 302:
            continue
        for element in answer.page.all():
            where = f"{what}: <{element.tag} {element.attributes}>"
            assert element.tag not in ("style", "iframe", "object", "embed", "base"), where
            assert element.tag != "script" or not element.text, where
            for name, value in element.attributes.items():
                assert name != "style", where
                assert not name.startswith(("on", "hx-on", "hx-vals")), where
                if name in ("src", "href", "action", "hx-post", "hx-get"):
                    target = urlsplit(value)
                    assert not target.scheme, where
                    assert not target.netloc, where


def test_downloads_are_saved_and_not_opened_on_our_site(site: Site) -> None:
    for file in ("gantt.svg", "burndown.pdf", "burndown.csv"):
        answer = site.browser("viewer").get(f"/plans/{SLUG}/{file}")
        assert answer.headers["Content-Disposition"].startswith("attachment; filename="), file


def test_the_cookie_is_kept_from_scripts_and_other_sites(site: Site) -> None:
    cookie = Browser(site.app).get("/login").headers["Set-Cookie"]
    assert cookie.startswith("workplan=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts_of(cookie)
    assert "Domain" not in cookie


def test_with_https_the_cookie_is_bound_to_the_host(database_url: str, tmp_path: Path) -> None:
    app = create_app(
        Settings.for_tests(instance=tmp_path, database_url=database_url, base_url=HTTPS)
    )
    answer = app.test_client().get("/login", base_url=HTTPS)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-workplan=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} <= parts_of(cookie)
    assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    release(app)


def test_with_https_a_form_from_another_site_is_refused(database_url: str, tmp_path: Path) -> None:
    app = create_app(
        Settings.for_tests(instance=tmp_path, database_url=database_url, base_url=HTTPS)
    )
    client = app.test_client()
    page = Answer(client.get("/login", base_url=HTTPS)).page
    form = page.form().values() | {"email": "jane@state.gov", "password": PASSWORD}
    statuses = [
        client.post("/login", base_url=HTTPS, data=form, headers={"Referer": referer}).status_code
        for referer in ("https://evil.example/login", "", f"{HTTPS}/login")
    ]
    assert statuses == [400, 400, 422]
    release(app)


ELSEWHERE = (
    "https://evil.example",
    "https:evil.example",
    "//evil.example",
    "//[",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\t\\evil.example",
    "\n//evil.example",
    "javascript:alert(1)",
    "plans",
    "",
)


def test_signing_in_leads_to_no_other_site(site: Site) -> None:
    for target in ELSEWHERE:
        data = {"email": site.office.email("lead"), "password": PASSWORD}
        answer = Browser(site.app).post("/login", data, query_string={"next": target})
        assert (answer.status_code, answer.location) == (302, "/"), repr(target)


def test_signing_in_leads_back_to_the_page_that_was_asked_for(site: Site) -> None:
    browser = Browser(site.app)
    path = f"/plans/{SLUG}/tasks?late=1&text=a+b%26c"
    asked = browser.get(path)
    assert "You then return to the page you asked for" in browser.get(asked.location).text
    data = {"email": site.office.email("lead"), "password": PASSWORD}
    wrong = browser.post(asked.location, {**data, "password": "wrong"})
    assert wrong.status_code == 422
    assert wrong.page.form().attributes.get("action", "") == ""
    assert browser.post(asked.location, data).location == path


def test_a_change_by_somebody_signed_out_says_that_nothing_was_saved(site: Site) -> None:
    browser = Browser(site.app)
    answer = browser.post(f"/reminder-rules/{site.rules['ours']}")
    assert answer.location == "/login?next=/"
    assert "Nothing was saved" in browser.get(answer.location).text


def test_what_the_host_header_says_is_never_repeated(site: Site) -> None:
    elsewhere = {"base_url": "http://evil.example"}
    browser = site.browser("coordinator")
    client = site.app.test_client()
    answered = [Answer(client.get(path, **elsewhere)) for path in ("/plans", "/login", "/none")]
    answered.append(browser.get("/login"))
    answered += [
        browser.get(path, query_string={"_external": "1", "_scheme": "javascript"})
        for path in (f"/plans/{SLUG}/tasks", "/reminders", f"/plans/{SLUG}/gantt")
    ]
    for answer in answered:
        assert "evil.example" not in answer.text + str(answer.headers)
        assert "http:" not in answer.location
        assert all(":" not in link.attributes.get("href", "") for link in answer.page.all("a"))


def test_a_host_that_is_not_ours_gets_nothing(database_url: str, tmp_path: Path) -> None:
    app = create_app(
        Settings.for_tests(
            instance=tmp_path,
            database_url=database_url,
            trusted_hosts=("workplan.example",),
            is_testing=False,
        )
    )
    client = app.test_client()
    assert client.get("/login", base_url="http://workplan.example").status_code == 200
    refused = Answer(client.get("/login", base_url="http://evil.example"))
    assert refused.status_code == 400
    assert "evil.example" not in refused.text
    assert "frame-ancestors 'none'" in policy_of(refused)
    release(app)


def test_what_breaks_is_answered_with_a_page_that_gives_nothing_away(live_site: Site) -> None:
    break_table(live_site.app, "task_agencies")
    answer = live_site.browser("coordinator").get(f"/plans/{SLUG}/tasks")
    assert answer.status_code == 500
    assert answer.page.heading == "Something broke on our side"
    assert "Cora Diaz" in answer.text
    assert_gives_nothing_away(answer)


def test_without_its_database_the_site_still_answers_with_a_page(live_site: Site) -> None:
    coordinator = live_site.browser("coordinator")
    for table in ("user_sessions", "journal", "reminders"):
        break_table(live_site.app, table)
    answer = coordinator.get("/plans")
    assert answer.status_code == 503
    assert answer.page.heading == "The database cannot be reached or written now"
    assert_gives_nothing_away(answer)
    health = coordinator.get("/healthz")
    assert health.status_code == 503
    assert_gives_nothing_away(health)


def assert_gives_nothing_away(answer: Answer) -> None:
    for secret in ("sqlalchemy", "Traceback", "SELECT", "no such table", "task_agencies"):
        assert secret not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in policy_of(answer)


def test_an_address_that_cannot_be_leads_nowhere(live_site: Site) -> None:
    coordinator = live_site.browser("coordinator")
    for path in (
        "/tasks/2147483648",
        "/tasks/99999999999999999999999",
        "/tasks/-1",
        "/tasks/0",
        "/tasks/1.5",
        "/plans/%00",
        "/plans/..%2F..%2Fetc",
        "/plans/" + "x" * 3000,
    ):
        assert coordinator.get(path).status_code in (400, 404), path


def test_no_query_breaks_a_list(live_site: Site) -> None:
    coordinator = live_site.browser("coordinator")
    for query in (
        "endpoint=x",
        "slug=strangers",
        "_anchor=x&_method=POST",
        "text=%00",
        "agency=%00",
        "text=%ff%fe",
        "text=%25_%5C",
        "page=99999999999999999999999",
        "sort=;drop&status=nonsense",
    ):
        for path in (f"/plans/{SLUG}/tasks", "/reminders", f"/plans/{SLUG}/gantt"):
            status = coordinator.get(f"{path}?{query}").status_code
            assert status == (400 if "%00" in query else 200), (path, query)


def policy_of(answer: Answer) -> str:
    return answer.headers["Content-Security-Policy"]


def parts_of(cookie: str) -> set[str]:
    return {part.strip() for part in cookie.split(";")}


def break_table(app: Flask, name: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {name} RENAME TO broken_{name}"))
