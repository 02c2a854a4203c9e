"""What administrators set holds at once, in every process; what is wrong stands at its field."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from models import UserSession
from support.ground.office import PASSWORD
from support.web.browsers import Browser
from workplan.app import create_app
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = "/admin/sign-in"


def save(site: Site, version: int = 0, **wanted: object) -> Answer:
    return site.browser("admin").post(PAGE, {"version": version, **wanted})


def test_the_text_before_sign_in_is_read_at_once_a_paragraph_a_line(site: Site) -> None:
    assert save(site, consent_banner="First.\n\nSecond.").location == PAGE
    page = Browser(site.app).get("/login").page
    assert [p.text for p in page.one(class_="consent").all("p")] == ["First.", "Second."]


def test_every_page_says_that_it_is_official_where_that_is_set_and_none_else(site: Site) -> None:
    said = "For official use by United States Government agencies"
    pages = (site.browser("lead"), "/plans"), (Browser(site.app), "/login")
    assert [said in browser.get(path).text for browser, path in pages] == [False, False]
    save(site, government_banner="on")
    assert [said in browser.get(path).text for browser, path in pages] == [True, True]


def test_another_process_takes_it_with_its_next_request(site: Site) -> None:
    other = create_app(site.app.extensions["workplan"])
    assert "By signing in you consent" in Browser(other).get("/login").text
    save(site, consent_banner="Something else.")
    assert "Something else." in Browser(other).get("/login").text


def test_shorter_sessions_end_those_that_run(site: Site) -> None:
    lead = site.browser("lead")
    assert lead.get("/plans").status_code == 200
    with site.inside(), writing() as session:
        began = site.now - timedelta(hours=2)
        session.execute(update(UserSession).values(started_at=began))
    assert lead.get("/plans").status_code == 200
    with site.inside(), writing() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.user_id == site.office.people["admin"].id)
            .values(started_at=site.now)
        )
    save(site, session_hours=1)
    assert lead.get("/plans").location == "/login?next=/plans"


def test_tries_are_counted_by_what_is_set(site: Site) -> None:
    save(site, sign_in_tries=4)
    data = {"email": site.office.email("lead"), "password": "wrong"}
    browser = Browser(site.app)
    for _ in range(3):
        assert browser.post("/login", data).status_code == 422
    assert browser.post("/login", {**data, "password": PASSWORD}).status_code == 302


def test_what_is_out_of_bounds_stands_at_its_field_with_what_was_typed(site: Site) -> None:
    answer = save(site, idle_minutes=721, consent_banner="Kept.")
    assert answer.status_code == 422
    assert "Give 1 to 720 minutes" in answer.page.one(id="idle_minutes-error").text
    assert "Kept." in answer.text
    assert save(site, idle_minutes="soon").status_code == 422


def test_who_saved_first_is_not_overwritten_and_what_they_set_stands_beside(site: Site) -> None:
    save(site, idle_minutes=20)
    answer = save(site, 0, idle_minutes=30)
    assert answer.status_code == 409
    assert "Now set: 20." in answer.page.one(id="idle_minutes-hint").text
    assert answer.form.values()["version"] == "1"


def test_each_field_says_its_default_and_where_that_comes_from(site: Site) -> None:
    page = site.browser("admin").get(PAGE).page
    hint = page.one(id="lock_minutes-hint").text
    assert hint == "1 to 1,440. Leave it empty for the default, 30 (from this version)."
    assert "Default (off)" in page.text


def test_a_change_is_undone_from_the_line_that_says_it(site: Site) -> None:
    save(site, idle_minutes=20)
    admin = site.browser("admin")
    undo = admin.get(PAGE).page.one(class_="undo")
    assert admin.post(undo["action"], {"next": PAGE}).location == PAGE
    assert site.rows("house_settings")[0].idle_minutes is None
    assert site.rows("journal")[-1].verb == "house.changed"
