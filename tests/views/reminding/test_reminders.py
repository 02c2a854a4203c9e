"""Reminders: what is put right, what goes out next, what went out, and the proof of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from models import KeptMail, Reminder
from support.ground.office import SLUG
from workplan.calendars.working import federal_calendar
from workplan.services.people import absences
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Element, Page

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
    assert "No mail fits this filter." in empty.text
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
        assert "30, 14, 7, 3 and 1 working days before, on the day" in page.text
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
    assert f"9z Draft part 9z is due {due:%a} {due.day} {due:%b}, in 7 working days" in soon
    assert "Lena Ivanova" in soon
    far = site.browser("coordinator").get(f"{OURS}?days=30").page
    assert "on the day" in far.one("div", aria_labelledby="next").text
    other = site.browser("other_lead").get(OURS).page.one("div", aria_labelledby="next").text
    assert "9z" not in other


def test_what_followed_a_mail_is_the_first_report_of_its_person(site: Site) -> None:
    def told() -> list[str]:
        return site.browser("coordinator").get(OURS).page.column("What followed", -1)

    silent = "no report of theirs yet"
    assert told() == [silent, silent]
    sent = max(mail.sent_at for mail in site.rows("reminders") if mail.sent_at)
    with site.inside() as office:
        for by in (office.coordinator, office.lead):
            office.report(site.tasks["ours"], sent + timedelta(hours=1), by, percent=10)
    other, said = told()
    assert other == silent
    assert said.startswith("reported on 1a ")


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


def told(page: Page) -> list[str]:
    """Return to whom the mails of the list went."""
    return [cell.text for cell in page.one("div", aria_labelledby="told").all("th", scope="row")]


def test_mails_are_narrowed_by_person_agency_and_days(site: Site) -> None:
    coordinator = site.browser("coordinator")
    lead = site.office.people["lead"].id
    for address in (f"person={lead}", "agency=PM", f"person={lead}&agency=PM&last=7&state=sent"):
        page = coordinator.get(f"{OURS}?{address}").page
        assert [name.split()[:2] for name in told(page)] == [["Lena", "Ivanova"]]
        count = page.one("form", aria_label="Filter mails").one("span", class_="count")
        assert count.text == "1 mail"
    with site.inside(), writing() as session:
        long_ago = site.now - timedelta(days=40)
        session.execute(update(Reminder).values(sent_at=long_ago, not_before=long_ago))
    assert len(told(coordinator.get(f"{OURS}?last=90").page)) == 2
    none = coordinator.get(f"{OURS}?last=30&agency=PM").page
    assert "No mail fits these 2 filters." in none.text
    chips = [chip.text for chip in none.all("a", class_="filter__chip")]
    assert chips == ["Agency: State PM : take away", "Days: last 30 days : take away"]
    assert coordinator.get(f"{OURS}?person=me").status_code == 422
    table = coordinator.get(f"/reminders.csv?plan={SLUG}&agency=DSCA").text.splitlines()
    assert len(table) == 2
    assert ",2a," in table[1]


def test_a_rung_is_said_in_the_days_in_which_it_counts(site: Site) -> None:
    with site.inside(), writing() as session:
        session.execute(
            update(Reminder)
            .where(Reminder.plan_id == ours_plan(site))
            .values(counted_in="calendar")
        )
    coordinator = site.browser("coordinator")
    assert "5 calendar days before" in coordinator.get(OURS).page.text
    head, first, _ = coordinator.get(f"/reminders.csv?plan={SLUG}").text.splitlines()
    assert "Days before (−) or overdue (+),Counted in," in head
    assert ",-5,calendar days," in first


def test_the_text_of_a_mail_is_read_by_whoever_may_read_all_of_it(site: Site) -> None:
    body = "Please report on these 2 tasks.\n  Report here: https://plan.example/r/…\n"
    with site.inside(), writing() as session:
        rows = session.scalars(select(Reminder).where(Reminder.plan_id == ours_plan(site))).all()
        for row in rows:
            row.message_id = "<one@office.example>"
        row_of = {row.task_id: row.id for row in rows}
        kept = KeptMail(
            plan_id=ours_plan(site),
            message_id="<one@office.example>",
            subject="[Arms] 2 tasks due",
            body=body,
            written_at=site.now,
        )
        session.add(kept)
    ours, theirs = (f"/mail/reminders/{row_of[site.tasks[name]]}" for name in ("ours", "theirs"))
    coordinator = site.browser("coordinator")
    assert ours in coordinator.get(OURS).text
    page = coordinator.get(ours).page
    assert page.one("h1").text == "[Arms] 2 tasks due"
    assert "Report here: https://plan.example/r/…" in page.one("pre").text
    for who, address, status in (
        ("lead", ours, 200),
        ("other_lead", theirs, 200),
        ("other_lead", ours, 404),
        ("contributor", ours, 404),
    ):
        assert site.browser(who).get(address).status_code == status
    # It went to the lead: the other one may read of the own task, but not the rest.
    with site.inside(), writing() as session:
        session.execute(update(Reminder).values(user_id=site.office.people["lead"].id))
    assert site.browser("other_lead").get(theirs).status_code == 403
    with site.inside(), writing() as session:
        session.execute(delete(KeptMail))
    assert "older than the house keeps texts" in coordinator.get(ours).page.text
