"""Reminders: what is put right, what goes out next, what went out, and the proof of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models import Reminder
from support.ground.office import SLUG
from workplan.calendars.working import federal_calendar
from workplan.services.people import absences
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Element

OURS = f"/plans/{SLUG}/reminders"


def proofs(page: Element) -> list[str]:
    return [proof.text for proof in page.all("details", class_="more proof")]


def test_a_row_is_a_mail_with_its_proof_behind_it(site: Site) -> None:
    page = site.browser("coordinator").get("/reminders").page
    first, second = proofs(page)
    for text, who in ((first, "other_lead"), (second, "lead")):
        assert "The server said250 kept for" in text
        assert "@office.example" in text
        assert who in text
    assert set(page.column("Mail server", -1)) == {"Sent"}
    empty = site.browser("coordinator").get("/reminders?state=dead").page
    assert "Nothing was sent yet that is in this state" in empty.text
    assert len(site.browser("coordinator").get("/reminders?state=nonsense").page.all("tr")) > 0


def test_a_mail_about_several_tasks_is_one_row(site: Site) -> None:
    with site.inside(), writing() as session:
        ids = session.scalars(select(Reminder).where(Reminder.plan_id == ours_plan(site))).all()
        for reminder in ids:
            reminder.message_id, reminder.user_id = "<one@office.example>", ids[0].user_id
    page = site.browser("coordinator").get(OURS).page
    assert len(proofs(page)) == 1
    assert "2 reminders and notices" in proofs(page)[0]
    assert "1a, 2a" in page.one("div", aria_labelledby="told").text


def ours_plan(site: Site) -> int:
    return next(plan.id for plan in site.rows("plans") if plan.slug == SLUG)


def test_a_plans_page_shows_that_plan_and_its_rules(site: Site) -> None:
    for who in ("coordinator", "lead", "contributor", "viewer", "auditor"):
        page = site.browser(who).get(OURS).page
        assert "30 working days before, to the lead agency" in page.text
        assert ("Change the rules" in page.text) == (who == "coordinator")
        assert ("Who was told what, and when" in page.text) == (
            who not in ("contributor", "viewer")
        )
    assert site.browser("stranger").get(OURS).status_code == 404


def test_what_cannot_reach_anybody_stands_first(site: Site) -> None:
    with site.inside() as office:
        today = site.today
        absences.say(Change(office.lead, site.now), today, today, site.day(5), None)
    page = site.browser("coordinator").get(OURS).page
    assert "cannot be reached" in page.one("h1").text
    wrong = page.one("section", aria_labelledby="wrong").text
    assert "Lena Ivanova is away until" in wrong
    assert "has named no stand-in" in wrong
    assert "To put right" not in site.browser("viewer").get(OURS).page.text


def test_what_goes_out_next_is_said_by_day_and_person(site: Site) -> None:
    mail = federal_calendar()
    with site.inside() as office:
        due = mail.shift(mail.on_or_before(site.today), 10)
        office.add("9z", 5, due, now=site.now)
    soon = site.browser("coordinator").get(OURS).page.one("div", aria_labelledby="next").text
    assert "9z Draft part 9z: 7 working days before" in soon
    assert "Lena Ivanova" in soon
    far = site.browser("coordinator").get(f"{OURS}?days=30").page
    assert "on the day" in far.one("div", aria_labelledby="next").text
    other = site.browser("other_lead").get(OURS).page.one("div", aria_labelledby="next").text
    assert "9z" not in other


def test_mail_that_failed_for_good_is_seen_or_sent_again_and_both_are_on_record(
    site: Site,
) -> None:
    with site.inside(), writing() as session:
        dead = {"state": "dead", "sent_at": None, "last_reply": "550 5.1.1 No such user"}
        session.execute(update(Reminder).values(dead))
    coordinator = site.browser("coordinator")
    anonymous = site.browser("anonymous")
    ours = next(r.id for r in site.rows("reminders") if r.task_id == site.tasks["ours"])
    assert anonymous.get("/healthz").status_code == 503
    page = coordinator.get("/reminders?state=dead").page
    assert "Mark as seen: 1a, to Lena Ivanova" in page.text
    for reminder in site.rows("reminders"):
        who = "stranger" if reminder.id == site.rows("reminders")[-1].id else "coordinator"
        form = site.browser(who).get("/reminders").page.form(f"/mail/reminders/{reminder.id}/seen")
        assert site.browser(who).post(form["action"], form.values()).location == "/reminders"
    assert anonymous.get("/healthz").status_code == 200
    form = coordinator.get("/reminders").page.form(f"/mail/reminders/{ours}/again")
    coordinator.post(form["action"], form.values())
    row = next(r for r in site.rows("reminders") if r.id == ours)
    assert (row.state, row.attempts, row.message_id, row.seen_at) == ("pending", 0, None, None)
    verbs = [e.verb for e in site.rows("journal") if e.verb.startswith("mail.")]
    assert verbs == ["mail.seen", "mail.seen", "mail.seen", "mail.sent_again"]
    assert coordinator.post(form["action"], {}).status_code == 422


def test_an_alarm_about_the_mail_of_a_closed_plan_can_be_ended(site: Site) -> None:
    with site.inside() as office:
        with writing() as session:
            ours = session.scalars(
                select(Reminder).where(Reminder.task_id == site.tasks["ours"])
            ).one()
            ours.state, ours.sent_at, number = "dead", None, ours.id
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    assert site.browser("anonymous").get("/healthz").status_code == 503
    coordinator = site.browser("coordinator")
    form = coordinator.get("/reminders").page.form(f"/mail/reminders/{number}/seen")
    assert coordinator.post(form["action"], form.values()).location == "/reminders"
    assert site.browser("anonymous").get("/healthz").status_code == 200
