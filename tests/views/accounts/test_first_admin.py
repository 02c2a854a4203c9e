"""The first administrator of an empty house, by a link that the terminal prints."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models import User
from support.web.browsers import Browser
from workplan import clock
from workplan.extensions import db
from workplan.services.accounts import first_admins
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.site import Site

NEW = "seven copper kettles"
PRIYA = {
    "name": "Priya Raman",
    "email": "Priya.Raman@workplan.example",
    "time_zone": "America/New_York",
    "password": NEW,
    "password_again": NEW,
}


def issue(app: Flask, ago: timedelta = timedelta(0)) -> str:
    with app.app_context():
        token = first_admins.issue(Change(Actor(None, "Operator", "cli"), clock.now() - ago))
    assert token is not None
    return f"/first/{token}"


def people(app: Flask) -> list[User]:
    with app.app_context():
        return list(db.session.query(User).all())


def test_the_first_administrator_is_made_and_led_on(app: Flask) -> None:
    browser, path = Browser(app), issue(app)
    assert browser.get(path).submit(browser, PRIYA).location == "/login?next=/admin/first-steps"
    [priya] = people(app)
    assert (priya.email, priya.is_admin) == ("priya.raman@workplan.example", True)
    data = {"email": "priya.raman@workplan.example", "password": NEW}
    answer = browser.post("/login?next=/admin/first-steps", data)
    assert answer.location == "/admin/first-steps"
    page = browser.get("/admin/first-steps").text
    assert "3 steps until people can work" in page


def test_a_link_makes_one_administrator(app: Flask) -> None:
    browser, path = Browser(app), issue(app)
    browser.post(path, PRIYA)
    assert browser.get(path).status_code == 404
    assert browser.post(path, {**PRIYA, "email": "second@x.example"}).status_code == 404
    assert len(people(app)) == 1


def test_a_link_works_for_half_an_hour_and_until_another_is_printed(app: Flask) -> None:
    old = issue(app, timedelta(minutes=31))
    before, now = issue(app), issue(app)
    browser = Browser(app)
    for path in (old, before, "/first/guessed"):
        assert browser.get(path).status_code == browser.post(path, PRIYA).status_code == 404
    assert people(app) == []
    assert browser.get(now).status_code == 200


def test_no_link_is_made_and_none_works_once_somebody_is_there(app: Flask) -> None:
    before, other = issue(app), Browser(app)
    other.post(issue(app), PRIYA)
    assert other.get(before).status_code == 404
    with app.app_context():
        assert first_admins.issue(Change(Actor(None, "Operator", "cli"), clock.now())) is None


def test_what_is_wrong_stands_at_its_field_and_uses_nothing_up(app: Flask) -> None:
    browser, path = Browser(app), issue(app)
    for changes, field in (
        ({"email": "no address"}, "email"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password_again": "other"}, "password_again"),
        ({"name": ""}, "name"),
    ):
        answer = browser.post(path, {**PRIYA, **changes})
        assert answer.status_code == 422
        assert answer.page.one(id=f"{field}-error").text
    assert people(app) == []
    assert browser.post(path, PRIYA).status_code == 302


def test_the_steps_are_the_administrators_alone(site: Site) -> None:
    assert "house is set up" in site.browser("admin").get("/admin/first-steps").text
    assert site.browser("coordinator").get("/admin/first-steps").status_code == 404


def test_the_command_prints_an_address_of_the_settings_that_works(app: Flask) -> None:
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["users", "first-admin"])
    assert result.exit_code == 0, result.output
    address = result.output.split()[-1]
    assert address.startswith("http://127.0.0.1:5000/first/")
    assert Browser(app).get(address.removeprefix("http://127.0.0.1:5000")).status_code == 200
