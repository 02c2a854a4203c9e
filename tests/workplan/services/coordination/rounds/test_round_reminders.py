"""Agencies are reminded of answers that they owe, on working days; then the coordinator is told.

Friday 9 October 2026 is the day of the answers; Monday the 12th is Columbus Day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Membership, Notice
from support.ground.moments import beat, waking, washington
from support.record.tasks.coordinating import SENT_AT, answers, ask_of, kinds_answered, sends
from workplan.extensions import db
from workplan.services.coordination.rounds import reminders, settling
from workplan.services.operations import beats
from workplan.services.people import absences
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import concurring

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender


@pytest.fixture
def task(office: Office) -> int:
    return office.add("1a", due=date(2026, 12, 1))


def told(*kinds: str) -> list[tuple[str, str, date]]:
    """Return what was told of an answer that is owed: its kind, to whom, on which day it is due."""
    db.session.rollback()
    rows = db.session.scalars(
        select(Notice).where(Notice.ask_id.is_not(None)).order_by(Notice.id)
    ).all()
    return [(row.kind, row.user_id, row.not_before.date()) for row in rows if row.kind in kinds]


OWED = ("coordinate_soon", "coordinate_due", "silent")


def daily(first: date, last: date) -> None:
    """Let the reminders beat three times a day."""
    for now in waking(first, last):
        reminders.remind(now)


def test_two_working_days_before_on_the_day_and_then_once_the_coordinator(
    office: Office, task: int
) -> None:
    sends(office, task)
    daily(date(2026, 10, 1), date(2026, 10, 31))
    dana, cora = office.other_lead.id, office.coordinator.id
    assert told(*OWED) == [
        ("coordinate_soon", dana, date(2026, 10, 7)),
        ("coordinate_due", dana, date(2026, 10, 9)),
        ("silent", cora, date(2026, 10, 13)),
    ]


def test_a_day_off_is_reminded_of_on_the_working_day_before_and_never_on_it(
    office: Office, task: int
) -> None:
    sends(office, task, wanted=date(2026, 10, 12))
    daily(date(2026, 10, 1), date(2026, 10, 31))
    assert [(kind, day) for kind, _, day in told(*OWED)] == [
        ("coordinate_soon", date(2026, 10, 7)),
        ("coordinate_due", date(2026, 10, 9)),
        ("silent", date(2026, 10, 13)),
    ]


def test_whoever_is_asked_for_the_same_day_is_not_reminded_on_it(office: Office, task: int) -> None:
    sends(office, task, wanted=SENT_AT.date())
    daily(date(2026, 10, 1), date(2026, 10, 9))
    assert [kind for kind, *_ in told(*OWED)] == ["silent"]


def test_an_outage_is_caught_up_with_what_still_holds(office: Office, task: int) -> None:
    sends(office, task)
    daily(date(2026, 10, 9), date(2026, 10, 9))
    assert [kind for kind, *_ in told(*OWED)] == ["coordinate_due"]


@pytest.mark.parametrize("end", ["answered", "withdrawn", "gone on", "done"])
def test_nobody_is_reminded_of_what_is_owed_no_more(office: Office, task: int, end: str) -> None:
    sends(office, task, wanted=date(2026, 10, 2))
    change = Change(office.lead, washington(2026, 10, 5))
    if end == "answered":
        answers(office, "concur")
    elif end == "withdrawn":
        settling.withdraw(change, 1, "Not needed.")
    elif end == "gone on":
        settling.go_on_without(change, ask_of(office), "No case of theirs.")
    else:
        office.complete(task, SENT_AT)
    daily(date(2026, 10, 6), date(2026, 10, 16))
    assert told(*OWED) == []


def mails(office: Office, sender: Sender, server: MailServer, who: str, now: datetime) -> list[str]:
    beats.tick(sender, now)
    return [mail.text for mail in server.to(office.email(who))]


def test_the_mail_asks_and_its_link_leads_to_a_button(
    office: Office, task: int, sender: Sender, mail_server: MailServer
) -> None:
    sends(office, task)
    [mail] = mails(office, sender, mail_server, "other_lead", SENT_AT)
    assert "Lena Ivanova asks you to coordinate on a product" in mail
    assert "Version 1, for DSCA; by 9 Oct 2026." in mail
    assert "Concur on 1a, or say what is missing: " in mail
    assert "/c/" in mail
    assert "Each link to concur is yours alone" in mail


def test_the_answer_and_the_decision_come_by_mail(
    office: Office, task: int, sender: Sender, mail_server: MailServer
) -> None:
    sends(office, task)
    answers(office, "concur")
    [mail] = mails(office, sender, mail_server, "lead", washington(2026, 10, 2, 10))
    assert "Dana Kim answered in coordination" in mail
    assert "DSCA, on version 1: concur." in mail
    assert f"/tasks/{task}/coordination" in mail


def test_a_reminder_that_is_answered_before_it_goes_is_not_sent(
    office: Office, task: int, sender: Sender, mail_server: MailServer
) -> None:
    sends(office, task)
    beats.tick(sender, SENT_AT)
    reminders.remind(washington(2026, 10, 7, 1))
    answers(office, "concur", now=washington(2026, 10, 7, 2))
    beat(sender, waking(date(2026, 10, 7), date(2026, 10, 8)))
    texts = [mail.text for mail in mail_server.to(office.email("other_lead"))]
    assert not any("is due from you" in text for text in texts)


def test_whoever_stands_in_is_told_and_concurs_by_the_link(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1b", leads=("DSCA",))
    days = date(2026, 10, 1), date(2026, 10, 1), date(2026, 10, 9)
    absences.say(Change(office.lead, SENT_AT), *days, office.contributor.id)
    sends(office, task, "PM", who="other_lead")
    [mail] = mails(office, sender, mail_server, "contributor", SENT_AT)
    assert "asks Lena Ivanova (for whom you stand in) to coordinate" in mail
    concurring.concur(mail.partition("/c/")[2].split()[0], SENT_AT)
    assert kinds_answered() == ["concur"]


def test_that_nobody_was_there_when_it_was_asked_does_not_stand_for_its_silence(
    office: Office, task: int
) -> None:
    of_dana = update(Membership).where(Membership.user_id == office.other_lead.id)
    with writing() as session:
        session.execute(of_dana.values(role="viewer"))
    sends(office, task)
    with writing() as session:
        session.execute(of_dana.values(role="lead"))
    daily(date(2026, 10, 2), date(2026, 10, 31))
    cora = office.coordinator.id
    assert [(kind, who) for kind, who, _ in told("unheard", "silent")] == [
        ("unheard", cora),
        ("silent", cora),
    ]
