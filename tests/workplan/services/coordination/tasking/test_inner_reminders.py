"""Reminders of an inner suspense beside those of the suspense: each is sent, to its own people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Update, update

from models import Agency, Membership, PlanAgency
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.coordination.tasking.inner_suspenses import clear, set_day
from workplan.services.operations import beats
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import coming_mails, planner, task_reminders

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

SET_AT = washington(2026, 10, 1, 9)
DUE, INNER = date(2026, 10, 30), date(2026, 10, 21)


def on_the_16th(hour: int, minutes: int = 0) -> datetime:
    """Return a moment of the Friday on which the third rung before the inner suspense falls."""
    return washington(2026, 10, 16, hour) + timedelta(minutes=minutes)


def test_a_suspense_that_moves_to_the_inner_day_reminds_as_any_other(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1a", due=DUE)
    set_day(Change(office.lead, SET_AT), task, INNER)
    planner.queue_due(on_the_16th(7))
    office.change(task, on_the_16th(7, 5), suspense=office.fields(due=INNER).suspense)
    beats.tick(sender, on_the_16th(8))
    assert [mail.who for mail in mail_server.mails] == ["lead"]
    [row] = office.ledger(task_id=task, rung_days=-3)
    assert (row.state, row.is_inner) == ("sent", False)


def test_an_inner_day_where_the_suspense_was_is_told_once_and_to_its_own_people(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1a", due=INNER, leads=("PM", "DSCA"))
    planner.queue_due(on_the_16th(7))
    office.change(task, on_the_16th(7, 5), suspense=office.fields(due=DUE).suspense)
    set_day(Change(office.lead, on_the_16th(7, 15)), task, INNER)
    revived = sum(planner.queue_due(on_the_16th(7, minutes)) for minutes in (20, 30, 40))
    beats.tick(sender, on_the_16th(8))
    assert revived == 1
    assert [mail.who for mail in mail_server.mails] == ["lead"]
    db.session.rollback()
    row, standing = rights.task_for(db.session(), office.other_lead, task)
    seen = task_reminders.of_task(db.session(), row, standing, on_the_16th(12))
    assert {step.to for step in seen.past if step.state == "sent"} == set()


def test_what_one_agency_cleared_is_not_told_because_another_has_the_same_day(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1a", due=DUE, leads=("PM", "DSCA"))
    for who in (office.lead, office.other_lead):
        set_day(Change(who, SET_AT), task, INNER)
    planner.queue_due(on_the_16th(7))
    clear(Change(office.lead, on_the_16th(7, 5)), task)
    beats.tick(sender, on_the_16th(9))
    states = {row.user_id: row.state for row in office.ledger(task_id=task, is_inner=True)}
    assert states == {office.lead.id: "cancelled", office.other_lead.id: "sent"}
    told = {mail.who for mail in mail_server.mails if "inner suspense" in mail.text}
    assert told == {"other_lead"}


def test_a_bureau_sees_nothing_of_another_although_one_person_speaks_for_both(
    office: Office,
) -> None:
    state, plan_id = office.agencies["STATE"], office.plan().id
    with writing() as session:
        bureau = Agency(code="NEA", label="State NEA", name="Near East", parent_id=state)
        session.add(bureau)
        session.flush()
        session.add(PlanAgency(plan_id=plan_id, agency_id=bureau.id, since_on=SET_AT.date()))
        session.flush()
        office.agencies["NEA"] = bureau.id
        session.execute(part(plan_id, office.other_lead.id).values(agency_id=bureau.id))
        session.execute(part(plan_id, office.supervisor.id).values(role="lead"))
    task = office.add("1a", due=DUE, leads=("PM", "NEA"))
    set_day(Change(office.lead, SET_AT), task, INNER, "Draft to us")
    with writing() as session:
        session.execute(part(plan_id, office.lead.id).values(role="viewer"))
    planner.queue_due(on_the_16th(7))
    db.session.rollback()
    row, standing = rights.task_for(db.session(), office.other_lead, task)
    seen = task_reminders.of_task(db.session(), row, standing, on_the_16th(7, 5))
    assert not [step for step in (*seen.past, *seen.coming) if "inner" in step.why]
    mails = coming_mails.coming(db.session(), office.plan(), standing, on_the_16th(7, 5))
    assert not [told for mail in mails for told in mail.tasks if told.is_inner]
    chief, above = rights.task_for(db.session(), office.supervisor, task)
    theirs = task_reminders.of_task(db.session(), chief, above, on_the_16th(7, 5))
    assert [step for step in (*theirs.past, *theirs.coming) if "inner" in step.why]


def part(plan_id: int, user_id: int | None) -> Update:
    """Return the change of what somebody is in the plan."""
    return update(Membership).where(Membership.user_id == user_id, Membership.plan_id == plan_id)
