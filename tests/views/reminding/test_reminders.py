"""Reminder rules: what a coordinator switches, and what is answered to a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models import Membership, Plan, Reminder
from support.ground.office import OTHER_SLUG, SLUG
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site

ADD = f"/plans/{SLUG}/reminder-rules"


def test_a_rule_is_added_and_switched(site: Site) -> None:
    coordinator = site.browser("coordinator")
    added = coordinator.submit("/reminders", {"rung_days": -30, "audience": "supervisor"}, ADD)
    assert added.location == "/reminders"
    page = coordinator.get("/reminders").page
    assert "The rule is added." in page.text
    button = next(b for b in page.all("button") if "30 working days before, Super" in b.text)
    form = next(form for form in page.all("form") if button in form.inner)
    assert button.text.startswith("Turn off 30 working days before, Supervisor of the lead agency")
    assert coordinator.post(form["action"], form.values()).location == "/reminders"
    page = coordinator.get("/reminders").page
    assert "The rule is turned off." in page.text
    assert "Turn on 30 working days before, Supervisor" in page.text


def test_only_a_coordinator_finds_switches(site: Site) -> None:
    for who in ("lead", "contributor", "viewer", "auditor"):
        page = site.browser(who).get("/reminders").page
        assert [form["action"] for form in page.all("form", method="post")] == ["/logout"]
        assert "30 working days before" in page.text


def test_a_slip_of_the_keyboard_is_answered_at_its_field(site: Site) -> None:
    coordinator = site.browser("coordinator")
    before = site.work()
    slips: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({"rung_days": ""}, "rung_days", "Give a number; negative is before it."),
        ({"rung_days": "soon"}, "rung_days", "“soon” is no whole number."),
        ({"rung_days": "-261"}, "rung_days", "-261 working days is too far. Give −260 (before)"),
        ({"rung_days": "261"}, "rung_days", "261 working days is too far."),
        ({"rung_days": "9" * 40}, "rung_days", "working days is too far."),
        ({"rung_days": "-14", "audience": "lead"}, "rung_days", "has that rule already."),
        ({"audience": "everybody"}, "audience", "“everybody” is not among the choices."),
    )
    with site.inside() as office:
        number = office.plan().id
    for changes, field, said in slips:
        typed = {"rung_days": "-40", "audience": "coordinator", **changes}
        answer = coordinator.submit("/reminders", typed, ADD)
        assert answer.status_code == 422
        page = answer.page
        assert said in page.one(id=f"{field}-{number}-error").text
        assert page.one(id=f"{field}-{number}")["aria-invalid"] == "true"
        assert page.one(id="problems").one("a")["href"] == f"#{field}-{number}"
        assert page.form(ADD).values()["rung_days"] == typed["rung_days"]
        assert "open" in page.one("details", class_="add").attributes
    assert site.work() == before


def test_each_plan_has_a_form_of_its_own(site: Site) -> None:
    with site.inside() as office, writing() as session:
        other = session.scalars(select(Plan.id).where(Plan.slug == OTHER_SLUG)).one()
        user_id = office.coordinator.id
        session.add(Membership(plan_id=other, user_id=user_id, role="coordinator"))
    coordinator = site.browser("coordinator")
    answer = coordinator.submit("/reminders", {"rung_days": "x"}, ADD)
    ids = [element.id for element in answer.page.all() if element.id]
    assert len(ids) == len(set(ids))
    theirs = answer.page.form(f"/plans/{OTHER_SLUG}/reminder-rules")
    assert theirs.values()["rung_days"] == ""


def test_the_ledger_says_what_the_server_answered(site: Site) -> None:
    page = site.browser("coordinator").get("/reminders").page
    said = page.column("The server said")
    assert said == [
        "250 kept for other_lead <other_lead-1@office.example>",
        "250 kept for lead <lead-0@office.example>",
    ]
    assert set(page.column("State")) == {"Sent"}
    empty = site.browser("coordinator").get("/reminders?state=dead").page
    assert "Nothing was sent yet that is in this state" in empty.text
    assert len(site.browser("coordinator").get("/reminders?state=nonsense").page.all("tr")) > 0


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
