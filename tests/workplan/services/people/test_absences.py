"""While a person is away, whoever stands in gets their mail and may act on it; no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Membership, Notice, StatusReport
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.coordination import conversations
from workplan.services.operations import beats, health
from workplan.services.people import absences
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import mail_links
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender
    from workplan.services.record.actor import Actor

TODAY = date(2026, 11, 24)
TUESDAY = washington(2026, 11, 24, 9)
LAST_DAY = date(2026, 12, 4)
BACK = washington(2026, 12, 7, 9)
DUE = date(2026, 11, 27)


def away(office: Office, who: str = "lead", delegate: str | None = "contributor") -> None:
    actor = office.people[who]
    stands_in = office.people[delegate].id if delegate else None
    absences.say(Change(actor, TUESDAY), TODAY, TODAY, LAST_DAY, stands_in)


def acting(office: Office, who: str, today: date) -> Actor:
    """Return a person as a request of that day knows them."""
    actor = office.people[who]
    absent = absences.stood_in_for(db.session(), actor.id or 0, today)
    return replace(actor, stands_in_for=frozenset(absent))


def report(actor: Actor, office: Office, task: int, now: datetime) -> None:
    version = office.task(task).version
    status_reports.report(Change(actor, now), task, version, ReportFields("on_track", 10))


def test_the_delegate_gets_the_reminder_and_may_report_in_place_of_the_absent(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1b", due=DUE, now=washington(2026, 11, 20))
    away(office)

    beats.tick(sender, TUESDAY)

    [mail] = mail_server.mails
    assert mail.who == "contributor"
    assert "Why you:        you stand in for Lena Ivanova" in mail.text
    [row] = office.ledger()
    assert (row.user_id, row.in_place_of_id) == (office.contributor.id, office.lead.id)
    token = mail.text.partition("/r/")[2].split()[0]
    mail_links.report(token, TUESDAY, office.task(task).version, ReportFields("on_track", 10), "So")
    said = db.session.scalars(select(StatusReport)).one()
    assert (said.user_id, said.in_place_of_id) == (office.contributor.id, office.lead.id)
    assert not said.is_on_behalf


def test_the_right_ends_with_the_absence(office: Office) -> None:
    task = office.add("1b", due=DUE, now=washington(2026, 11, 20))
    away(office)
    report(acting(office, "contributor", LAST_DAY), office, task, TUESDAY)

    for today in (TODAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        with refused(NotAllowed):
            report(acting(office, "contributor", today), office, task, TUESDAY)
    absences.end(Change(office.lead, TUESDAY))
    with refused(NotAllowed):
        report(acting(office, "contributor", TODAY), office, task, TUESDAY)


def test_a_link_sent_to_a_delegate_dies_when_the_absent_person_is_back(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1b", due=DUE, now=washington(2026, 11, 20))
    away(office)
    beats.tick(sender, TUESDAY)
    token = mail_server.mails[0].text.partition("/r/")[2].split()[0]
    absences.end(Change(office.lead, TUESDAY))

    with refused(NotFound, "no longer report"):
        mail_links.open_link(db.session(), token, TUESDAY)


def test_what_waits_for_a_delegate_goes_to_the_person_who_came_back_early(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1b", due=DUE, now=washington(2026, 11, 20))
    away(office)
    beats.tick(sender, washington(2026, 11, 24, 5))
    absences.end(Change(office.lead, TUESDAY))

    beats.tick(sender, TUESDAY)

    assert [mail.who for mail in mail_server.mails] == ["lead"]
    assert [row.state for row in office.ledger()] == ["cancelled", "sent"]


def test_without_a_delegate_mail_waits_and_no_alarm_rings(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1b", due=date(2026, 12, 9), now=washington(2026, 11, 20))
    conversations.say(Change(office.coordinator, TUESDAY), task, "Before you go, @Lena Ivanova")
    away(office, delegate=None)

    for day in (24, 25, 30):
        beats.tick(sender, washington(2026, 11, day, 9))
    ill = [
        c.name
        for c in health.of_records(db.session(), washington(2026, 11, 30, 12))
        if not c.is_well and c.name != "checkpoint"
    ]
    assert ill == ["scheduler"]
    assert mail_server.mails == []
    beats.tick(sender, BACK)

    assert {mail.who for mail in mail_server.mails} == {"lead"}
    assert {row.state for row in db.session.scalars(select(Notice))} == {"sent"}


def test_a_notice_reaches_the_delegate(office: Office) -> None:
    task = office.add("1b", due=DUE, now=washington(2026, 11, 20))
    away(office)

    conversations.say(Change(office.coordinator, TUESDAY), task, "@Lena Ivanova?")

    row = db.session.scalars(select(Notice)).one()
    assert (row.user_id, row.in_place_of_id) == (office.contributor.id, office.lead.id)


def test_nobody_of_another_agency_can_be_chosen_or_act(office: Office) -> None:
    task = office.add("1b", due=DUE, now=washington(2026, 11, 20))
    [carl] = absences.candidates(db.session(), office.lead)
    assert (carl.name, carl.plans) == ("Carl Weber", [office.plan().title])
    with refuses("delegate_id", "does not act for your agency"):
        away(office, delegate="other_lead")
    away(office)
    db.session.execute(
        update(Membership)
        .where(Membership.user_id == office.contributor.id)
        .values(agency_id=office.agencies["DSCA"])
    )
    db.session.commit()

    with refused(NotAllowed):
        report(acting(office, "contributor", TODAY), office, task, TUESDAY)


def test_where_a_delegate_is_no_member_mail_waits_and_the_page_can_say_so(office: Office) -> None:
    other = office.plan(OTHER_SLUG)
    with writing() as session:
        session.add(
            Membership(
                plan_id=other.id,
                user_id=office.lead.id,
                role="lead",
                agency_id=office.agencies["PM"],
            )
        )
    titles = office.plan().title, office.plan(OTHER_SLUG).title

    cover = absences.cover_of(db.session(), office.lead, office.contributor.id)

    assert (cover.covered, cover.waiting) == ([titles[0]], [titles[1]])
    assert absences.cover_of(db.session(), office.lead, None).waiting == sorted(titles)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (TODAY, TODAY - timedelta(days=1), "lies before the first day"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "has passed"),
        (TODAY, TODAY + timedelta(days=400), "a year at most"),
    ],
)
def test_days_that_make_no_absence_are_refused(
    office: Office, first: date, last: date, words: str
) -> None:
    with refuses("until_on", words):
        absences.say(Change(office.lead, TUESDAY), TODAY, first, last, None)


def test_saying_it_anew_takes_the_place_of_what_was_said(office: Office) -> None:
    away(office)
    away(office, delegate=None)

    found = absences.present(db.session(), office.lead.id or 0, TODAY)
    assert found is not None
    assert found.name is None
    assert absences.stood_in_for(db.session(), office.contributor.id or 0, TODAY) == {}
    verbs = [entry.verb for entry in office.journal()][-2:]
    assert verbs == ["user.absence_said", "user.absence_said"]
