"""A password that somebody else has seen opens nothing but the page that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.web.browsers import Browser
from support.web.server.marks import marked
from workplan import clock
from workplan.services.accounts import accounts
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site

NEW = "seven copper kettles"


def given(site: Site) -> tuple[Browser, str]:
    """Return the browser of somebody who signs in with a password that was handed to them."""
    with site.inside():
        change = Change(Actor(None, "Operator", "cli"), clock.now())
        password = accounts.reset_password(change, site.office.email("coordinator"))
    browser = Browser(site.app)
    data = {"email": site.office.email("coordinator"), "password": password}
    assert browser.post("/login", data).status_code == 302
    browser.token = browser.get("/account/password").form.values()["csrf_token"]
    return browser, password


def test_every_page_leads_to_the_new_password_and_no_change_is_taken(site: Site) -> None:
    browser, _ = given(site)
    for path in ("/", "/plans", "/plans/arms", "/account", "/help", "/admin/first-steps"):
        assert browser.get(path).location == "/account/password", path
    with marked(site.app) as mark:
        for path in ("/account", "/plans/arms/settings/reminders", "/account/sessions"):
            assert browser.post(path, {"name": "X"}).location == "/account/password"
    assert mark.said == []
    assert "Choose a password of your own" in browser.get("/account/password").text


def test_the_given_password_is_no_new_one(site: Site) -> None:
    browser, password = given(site)
    same = {"old_password": password, "password": password, "password_again": password}
    answer = browser.post("/account/password", same)
    assert answer.status_code == 422
    assert "Choose another one" in answer.page.one(id="password-error").text


def test_with_one_of_ones_own_everything_opens(site: Site) -> None:
    browser, password = given(site)
    data = {"old_password": password, "password": NEW, "password_again": NEW}
    assert browser.post("/account/password", data).location == "/login"
    fresh = Browser(site.app)
    fresh.post("/login", {"email": site.office.email("coordinator"), "password": NEW})
    assert fresh.get("/plans/arms").status_code == 200


def test_signing_out_is_open(site: Site) -> None:
    browser, _ = given(site)
    assert browser.post("/logout").location == "/login"
