"""What stops a reminder, even one that is queued already, and what brings it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Membership, ReminderRule
from support.ground.moments import beat, mornings, waking, washington
from support.ground.office import SLUG, found_office
from support.programs.mail_server import days_of
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.delivery import deliveries
from workplan.services.operations import beats
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.structure import plan_stages
from workplan.services.tasks import due_work
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)  # The Friday after Thanksgiving.
ARMED = washington(2026, 11, 2)
OPERATOR = Actor(None, "Operator", "cli")


def test_completion_between_queueing_and_sending_stops_the_mail(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 7))
    beats.tick(sender, washington(2026, 11, 5, 8))
    assert mail_server.mails == []
    assert [(row.state, row.last_reply) for row in office.ledger()] == [
        ("cancelled", due_work.MOOT)
    ]


def test_completion_that_the_planner_has_not_seen_stops_the_sender_too(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    planner.queue_due(washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 8))
    assert deliveries.send_due(sender, washington(2026, 11, 5, 8)) == 0
    assert mail_server.mails == []
    assert [row.state for row in office.ledger()] == ["cancelled"]


def test_a_task_that_is_reopened_before_the_mail_would_have_left_is_owed_again(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 7))
    beats.tick(sender, washington(2026, 11, 5, 7, 1))
    assert [row.state for row in office.ledger()] == ["cancelled"]
    office.report(task, washington(2026, 11, 5, 7, 10), percent=80)
    beat(sender, waking(date(2026, 11, 5), date(2026, 11, 6)))
    assert days_of(mail_server) == [(11, 5)]
    assert [(row.state, row.attempts) for row in office.ledger()] == [("sent", 1)]


def test_what_was_given_up_is_not_taken_up_again_once_its_day_is_over(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 7))
    beat(sender, mornings(date(2026, 11, 5), date(2026, 11, 17)))
    office.report(task, washington(2026, 11, 17, 10), percent=80)
    beat(sender, mornings(date(2026, 11, 18), date(2026, 11, 20)))
    # 14 days before is over; 7 days before was the 17th, and was not yet said.
    assert [(row.rung_days, row.state) for row in office.ledger()] == [
        (-14, "cancelled"),
        (-7, "sent"),
    ]
    assert days_of(mail_server) == [(11, 18)]


def test_a_mail_that_is_queued_for_the_old_date_is_cancelled_when_the_suspense_moves(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 25, 0, 5))
    moved = SuspenseRule("fixed", fixed_on=date(2027, 2, 26))
    office.change(task, washington(2026, 11, 25, 7), suspense=moved)
    beat(sender, waking(date(2026, 11, 25), date(2026, 11, 27)))
    assert mail_server.mails == []
    assert [row.state for row in office.ledger()] == ["cancelled"]


@pytest.mark.parametrize("stage", ["drafting", "clearance"])
def test_a_plan_that_is_not_approved_reminds_nobody(
    app: Flask, sender: Sender, mail_server: MailServer, stage: str
) -> None:
    with app.app_context():
        office = found_office(app, stage=stage)
        office.add(due=DUE, now=ARMED)
        beats.tick(sender, washington(2026, 11, 25, 9))
        assert office.ledger() == []
    assert mail_server.mails == []


def test_closing_a_plan_stops_what_was_queued(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 25, 0, 5))
    plan_stages.move_to_stage(
        Change(office.coordinator, washington(2026, 11, 25, 7)), SLUG, "closed"
    )
    beats.tick(sender, washington(2026, 11, 25, 8))
    assert mail_server.mails == []
    assert [row.state for row in office.ledger()] == ["cancelled"]


def test_removing_a_task_stops_what_was_queued(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 25, 0, 5))
    office.remove(task, washington(2026, 11, 25, 7))
    beats.tick(sender, washington(2026, 11, 25, 8))
    assert mail_server.mails == []


def test_nobody_writes_to_a_person_whose_account_was_closed(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 25, 0, 5))
    accounts.disable(Change(OPERATOR, washington(2026, 11, 25, 7)), office.email("lead"))
    beat(sender, mornings(date(2026, 11, 25), date(2026, 12, 4)))
    assert days_of(mail_server, "lead") == []
    assert days_of(mail_server, "supervisor") == [(12, 2)]
    # Nobody else at the agency can be told, so each rung comes to the coordinator instead.
    told = [(11, 25), (11, 27), (11, 30), (12, 2), (12, 4)]
    assert days_of(mail_server, "coordinator") == told
    assert {row.is_for_nobody for row in office.ledger() if row.state == "sent"} == {True, False}


def test_nobody_writes_to_a_person_who_left_the_plan(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 25, 0, 5))
    membership = db.session.scalars(
        select(Membership).where(Membership.user_id == office.lead.id)
    ).one()
    db.session.delete(membership)
    db.session.commit()
    beat(sender, waking(date(2026, 11, 25), date(2026, 11, 30)))
    assert days_of(mail_server, "lead") == []
    assert {mail.who for mail in mail_server.mails} == {"coordinator"}
    assert "nobody at its lead agency gets mail" in mail_server.mails[0].text


def test_a_rule_that_is_turned_off_fires_no_more(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    db.session.execute(
        update(ReminderRule).where(ReminderRule.rung_days == -1).values(is_active=False)
    )
    db.session.commit()
    beat(sender, waking(date(2026, 11, 23), date(2026, 11, 27)))
    assert days_of(mail_server) == [(11, 23), (11, 27)]
