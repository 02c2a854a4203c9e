"""The page on which a person chooses their mail, and says when they are away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.web.reports import full

if TYPE_CHECKING:
    from support.ground.site import Site

MAIL, AWAY = "/account/mail", "/account/absence"


def test_what_was_chosen_stands_on_the_page(site: Site) -> None:
    lead = site.browser("lead")

    lead.submit(MAIL, {"mentions": "digest", "send_hour": "14"}, MAIL)

    form = lead.get(MAIL).page.form(MAIL).values()
    assert (form["mentions"], form["send_hour"], form["version"]) == ("digest", "14", "1")
    [entry] = [e for e in site.rows("journal") if e.verb == "user.mail_chosen"]
    assert (entry.before["send_hour"], entry.after["send_hour"]) == (8, 14)


def test_what_is_wrong_is_named_and_what_was_typed_stays(site: Site) -> None:
    lead = site.browser("lead")
    first = lead.get(MAIL).page.form(MAIL).values()
    yesterday = site.day(-1).isoformat()

    for changes, words in (
        ({"send_hour": "3"}, "“3” is not among the choices"),
        ({"mentions": "shout"}, "“shout” is not among the choices"),
        ({"paused_until": yesterday}, "begin again tomorrow"),
        ({"paused_until": "soon"}, "“soon” is no date"),
    ):
        answer = lead.post(MAIL, {**first, **changes, "answers": "off"})
        assert answer.status_code == 422
        assert words in answer.page.one(role="alert").text
        assert answer.page.form(MAIL).values()["answers"] == "off"
    assert site.rows("mail_preferences") == []


def test_a_second_window_overwrites_nothing_unseen(site: Site) -> None:
    lead = site.browser("lead")
    first = lead.get(MAIL).page.form(MAIL).values()
    lead.post(MAIL, {**first, "send_hour": "9"})

    answer = lead.post(MAIL, {**first, "send_hour": "10"})

    assert answer.status_code == 409
    assert "another window" in answer.page.one(role="alert").text
    again = answer.page.form(MAIL).values()
    assert again["send_hour"] == "10"
    assert lead.post(MAIL, again).status_code == 302
    assert [row.send_hour for row in site.rows("mail_preferences")] == [10]


def test_while_the_lead_is_away_the_contributor_sees_and_reports_in_their_place(site: Site) -> None:
    lead, contributor = site.browser("lead"), site.browser("contributor")
    wanted = {
        "from_on": site.today.isoformat(),
        "until_on": site.day(9).isoformat(),
        "delegate_id": site.office.contributor.id,
    }
    assert contributor.get(full(site)).status_code == 403

    assert lead.post(AWAY, wanted).status_code == 302

    assert "Carl Weber stands in for you" in lead.get(MAIL).page.heading
    assert "You stand in for Lena Ivanova" in contributor.get("/").page.one("main").text
    assert "You stand in for Lena Ivanova" in contributor.get(MAIL).page.one("main").text
    contributor.submit(full(site), {"percent": 50})
    shown = site.browser("viewer").get(f"/tasks/{site.tasks['ours']}").page.one("main").text
    assert "Carl Weber, in place of Lena Ivanova" in shown
    lead.post(AWAY, {"end": "1"})
    assert contributor.get(full(site)).status_code == 403
    assert lead.get(MAIL).page.heading == "Your mail"


def test_an_absence_that_is_wrong_is_named(site: Site) -> None:
    lead = site.browser("lead")
    today, yesterday = site.today.isoformat(), site.day(-1).isoformat()

    for values, words in (
        ({"from_on": "", "until_on": today}, "Give the first day"),
        ({"from_on": yesterday, "until_on": yesterday}, "has passed"),
        (
            {"from_on": today, "until_on": today, "delegate_id": site.office.other_lead.id},
            "not among the choices",
        ),
    ):
        answer = lead.post(AWAY, values)
        assert answer.status_code == 422
        assert words in answer.page.one(role="alert").text
    assert site.rows("absences") == []


def test_the_ledger_shows_what_people_were_told(site: Site) -> None:
    talk = f"/tasks/{site.tasks['ours']}/comments"
    site.browser("coordinator").post(talk, {"body": "Is it so, @State PM?"})

    for who, may in (("coordinator", True), ("lead", True), ("other_lead", False)):
        text = site.browser(who).get("/reminders").page.one("main").text
        assert ("Named in a comment" in text) is may, who
