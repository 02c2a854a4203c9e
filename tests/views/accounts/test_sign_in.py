"""Signing in and out: one answer to every refusal, and sessions that end on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models import UserSession
from support.ground.office import PASSWORD
from support.web.browsers import Browser
from workplan.services.accounts import accounts
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site, Sites
    from support.web.browsers import Answer

OPERATOR = Actor(None, "Operator", "cli")
NEW_PASSWORD = "a few unrelated words"


def sign_in(site: Site, who: str, password: str = PASSWORD) -> Answer:
    data = {"email": site.office.email(who), "password": password}
    return Browser(site.app).post("/login", data)


def test_the_banner_stands_before_the_form(site: Site) -> None:
    page = site.browser("anonymous").get("/login").page
    assert "By signing in you consent" in page.text
    assert page.form().all("button")[-1].text == "I consent: sign in"


def test_unknown_disabled_and_wrong_get_the_same_answer(site: Site) -> None:
    with site.inside() as office:
        accounts.disable(Change(OPERATOR, site.now), office.email("viewer"))
    refusals = []
    for who, password in (("nobody", PASSWORD), ("viewer", PASSWORD), ("lead", "wrong")):
        answer = sign_in(site, who, password)
        text = answer.text.replace(site.office.email(who), "EMAIL")
        token = answer.form.values()["csrf_token"]
        refusals.append((answer.status_code, text.replace(token, "TOKEN")))
    assert refusals[0][0] == 422
    assert refusals[0] == refusals[1] == refusals[2]


def test_a_refusal_keeps_the_email_and_never_the_password(site: Site) -> None:
    answer = sign_in(site, "lead", "not my password")
    assert answer.form.values()["email"] == site.office.email("lead")
    assert answer.form.values()["password"] == ""
    assert "not my password" not in answer.text
    summary = answer.page.one(id="problems")
    assert summary.one("a")["href"] == "#email"
    assert answer.page.one("input", name="email")["aria-describedby"] == "email-error"


def test_after_three_wrong_tries_the_right_password_has_to_wait(site: Site) -> None:
    for _ in range(3):
        assert sign_in(site, "lead", "wrong").status_code == 422
    assert sign_in(site, "lead").status_code == 422
    assert sign_in(site, "coordinator").status_code == 302


def test_signing_out_ends_the_session_on_the_server(site: Site) -> None:
    browser, thief = site.browser("lead"), site.app.test_client()
    cookie = browser.client.get_cookie("workplan")
    assert cookie is not None
    browser.post("/logout")
    thief.set_cookie("workplan", cookie.value)
    assert thief.get("/account").location == "/login?next=/account"


def test_a_disabled_person_is_out_at_once(site: Site) -> None:
    browser = site.browser("lead")
    assert browser.get("/plans").status_code == 200
    with site.inside() as office:
        accounts.disable(Change(OPERATOR, site.now), office.email("lead"))
    assert browser.get("/plans").location == "/login?next=/plans"


def test_a_browser_that_was_idle_for_too_long_signs_in_again(sites: Sites, tmp_path: Path) -> None:
    with sites.opened(tmp_path, idle_minutes=0) as site:
        data = {"email": site.office.email("lead"), "password": PASSWORD}
        browser = Browser(site.app)
        assert browser.post("/login", data).location == "/"
        assert browser.get("/").location == "/login?next=/"


def test_no_session_outlives_its_hours(site: Site) -> None:
    lead = site.browser("lead")
    assert lead.get("/").status_code == 200
    with site.inside(), writing() as session:
        session.execute(update(UserSession).values(expires_at=site.now))
    assert lead.get("/").location == "/login?next=/"


def test_a_session_is_new_when_somebody_signs_in(site: Site) -> None:
    browser = Browser(site.app)
    before = browser.token
    browser.post("/login", {"email": site.office.email("lead"), "password": PASSWORD})
    assert browser.get("/account").form.values()["csrf_token"] != before
    assert browser.post("/logout", {"csrf_token": before}).status_code == 400
