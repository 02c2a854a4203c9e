"""An administrator changes people: their name, agency and office, and closes their account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.web.browsers import Browser
from support.web.house_people import page_of, row_of, user, verbs

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.programs.mail_server import MailServer


def test_a_name_and_an_address_are_corrected_and_the_former_address_hears_of_it(
    mailing: Site, mail_server: MailServer
) -> None:
    admin, path = mailing.browser("admin"), page_of(mailing, "lead")
    version = user(mailing, mailing.office.email("lead")).version
    changes = {"version": version, "name": "Lena Ross", "email": "ross@state.example"}
    assert admin.post(path, {**changes, "time_zone": ""}).location == path
    assert user(mailing, "ross@state.example").name == "Lena Ross"
    [notice] = mail_server.mails
    assert notice.recipient == mailing.office.email("lead")
    assert admin.post(path, {**changes, "time_zone": ""}).status_code == 409


def test_a_link_to_a_new_password_is_mailed(mailing: Site, mail_server: MailServer) -> None:
    admin, path = mailing.browser("admin"), page_of(mailing, "lead")
    assert admin.post(f"{path}/reset").location == path
    [mail] = mail_server.mails
    assert "Max Root sends you a link" in mail.text
    assert verbs(mailing)[-1] == "user.reset_sent"
    assert admin.post(f"{path}/invitation").status_code == 422, "they have a password"


def test_a_person_is_signed_out_everywhere(site: Site) -> None:
    lead, path = site.browser("lead"), page_of(site, "lead")
    assert site.browser("admin").post(f"{path}/sessions").location == path
    assert lead.get("/account").status_code == 302


def test_closing_asks_who_takes_the_work_and_hands_it_on(site: Site) -> None:
    admin, path = site.browser("admin"), page_of(site, "contributor")
    page = admin.get(path)
    assert "1 open task in 1 plan is in their hands" in page.page.text
    dana = site.office.other_lead.id
    assert f'<option value="{dana}">Dana Kim, 1 task</option>' in page.text
    assert admin.post(f"{path}/closing", {"to": dana}).location == path
    handed = next(t for t in site.rows("tasks") if t.id == site.tasks["handed"])
    assert handed.assignee_id == dana
    assert "user.disabled" in verbs(site)[-2:]
    assert row_of(site, "Carl Weber") == ""
    assert "Closed" in row_of(site, "Carl Weber", "?state=closed")
    assert admin.post(f"{path}/opening").location == path
    assert "Carl Weber" in row_of(site, "Carl Weber")


def test_who_may_not_have_the_work_does_not_get_it(site: Site) -> None:
    path = page_of(site, "contributor")
    assert site.browser("admin").post(f"{path}/closing", {"to": 987_654}).status_code == 422
    viewer = site.office.viewer.id
    site.browser("admin").post(f"{path}/closing", {"to": viewer})
    handed = next(t for t in site.rows("tasks") if t.id == site.tasks["handed"])
    assert handed.assignee_id == site.office.contributor.id
    assert any(n.kind == "left" for n in site.rows("notices"))


def test_the_only_administrator_does_not_close_the_own_account(site: Site) -> None:
    answer = site.browser("admin").post(f"{page_of(site, 'admin')}/closing")
    assert answer.status_code == 422
    assert "only administrator" in answer.text


def test_an_administrator_is_made_of_somebody_who_then_signs_in_anew(site: Site) -> None:
    admin, lead, path = site.browser("admin"), site.browser("lead"), page_of(site, "lead")
    assert lead.get("/admin").status_code == 404
    form = admin.get(path).page.section("running").one("form")
    assert form.text == "Make administrator"
    assert admin.post(form["action"], form.values()).location == path
    assert lead.get("/").status_code == 302
    assert "Administrator, in 1 plan" in row_of(site, "Lena Ivanova")
    assert verbs(site)[-1] == "user.admin_made"
    again = Browser(site.app, site.office.email("lead"))
    assert again.get("/admin").status_code == 200
    assert "Lena Ivanova runs the house from now on" in admin.get("/admin/journal").text

    form = again.get(page_of(site, "admin")).page.section("running").one("form")
    assert form.text == "No longer administrator"
    assert again.post(form["action"], form.values()).location == page_of(site, "admin")
    assert admin.get("/").status_code == 302
    assert verbs(site)[-2:] == ["user.signed_in", "user.admin_unmade"]
    assert Browser(site.app, site.office.email("admin")).get("/admin").status_code == 404


def test_the_only_administrator_stays_one_and_the_page_says_why(site: Site) -> None:
    answer = site.browser("admin").post(f"{page_of(site, 'admin')}/dismissal")
    assert answer.status_code == 422
    assert "Add another administrator first." in answer.page.one(id="problems").text
    assert user(site, site.office.email("admin")).is_admin


def test_another_agency_ends_what_somebody_did_for_the_one_before(site: Site) -> None:
    admin, path = site.browser("admin"), page_of(site, "contributor")
    email = site.office.email("contributor")

    def move(agency: str) -> Any:
        version = user(site, email).version
        return admin.post(f"{path}/agency", {"version": version, "agency": agency})

    assert move("PM").location == path
    assert any(m.user_id == site.office.contributor.id for m in site.rows("memberships"))
    assert move("DSCA").location == path
    assert not any(m.user_id == site.office.contributor.id for m in site.rows("memberships"))
    assert "user.moved" in verbs(site)
    assert user(site, email).agency_id == site.office.agencies["DSCA"]
    stale = admin.post(f"{path}/agency", {"version": 1, "agency": "PM"})
    assert stale.status_code == 409


def test_the_only_coordinator_of_a_plan_stays_with_the_agency(site: Site) -> None:
    admin, path = site.browser("admin"), page_of(site, "coordinator")
    email = site.office.email("coordinator")
    for agency, status in (("PM", 302), ("DSCA", 422)):
        sent = {"version": user(site, email).version, "agency": agency}
        answer = admin.post(f"{path}/agency", sent)
        assert answer.status_code == status
    assert "only coordinator" in answer.text
    assert user(site, email).agency_id == site.office.agencies["PM"]
