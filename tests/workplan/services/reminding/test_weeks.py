"""The coordinators of a plan are told its week once, with the digest of its first working day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Notice
from support.ground.moments import beat, washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter
from workplan.services.consultation.comments import Sender as Sender_
from workplan.services.pages import week_mails
from workplan.services.people import mail_preferences
from workplan.services.record.change import Change
from workplan.services.reminding import weeks as weeks_of_plans

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import Mail, MailServer
    from workplan.services.delivery.deliveries import Sender

SUNDAY = washington(2026, 9, 13, 12)
MONDAY = (washington(2026, 9, 14, 7, 59), washington(2026, 9, 14, 8))
LAST = date(2026, 9, 13)


@pytest.fixture
def worked(office: Office) -> Office:
    """An office that reported in the week before."""
    task = office.add("1a", 5)
    office.report(task, washington(2026, 9, 10), percent=40, done="Wrote to all posts")
    return office


@pytest.fixture
def sends(sender: Sender) -> Sender:
    """A sender that writes weeks, as the installed one does."""
    return replace(sender, week_of=week_mails.week_of)


def weeks(server: MailServer) -> list[Mail]:
    """Return the mails that tell a week."""
    return [mail for mail in mail_of_plan(server) if "week" in mail.subject.lower()]


def mail_of_plan(server: MailServer) -> list[Mail]:
    """Return the coordinator's mails; the strangers' plan has its own."""
    return [mail for mail in server.mails if mail.who == "coordinator"]


def pictures(mail: Mail) -> list[Any]:
    return [part for part in mail.message.walk() if part.get_content_type() == "image/png"]


@pytest.mark.usefixtures("worked")
def test_the_coordinator_gets_the_burndown_and_what_was_reported_on_monday(
    sends: Sender, mail_server: MailServer
) -> None:
    beat(sends, [SUNDAY])
    assert weeks(mail_server) == []
    beat(sends, [*MONDAY, washington(2026, 9, 14, 13), washington(2026, 9, 15, 8)])
    [mail] = weeks(mail_server)
    assert mail.subject == "[CAT plan] The week to 13 Sep 2026"
    assert "2 of 2 tasks remain, 2 more than “Approved plan” foresaw." in mail.text
    assert "- 1a Draft part 1a: on track, 40 %" in mail.text
    assert "Done: Wrote to all posts" in mail.text
    assert "/activity?from=2026-09-07&to=2026-09-13" in mail.text
    [picture] = pictures(mail)
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in mail.html
    assert picture.get_content().startswith(b"\x89PNG")
    assert len(mail.message.as_bytes()) < 100_000
    assert mail.message["List-Unsubscribe"] is not None


def test_it_says_how_many_comments_from_outside_wait(
    worked: Office, sends: Sender, mail_server: MailServer
) -> None:
    change = Change(worked.coordinator, washington(2026, 8, 3))
    comments.enter(change, SLUG, Letter(Sender_("J. Whitaker"), "Sales", "Please hear us."))
    beat(sends, [*MONDAY])
    [mail] = weeks(mail_server)
    for text in (mail.text, mail.html):
        assert "1 comment waits for an answer; one is overdue." in text


@pytest.mark.usefixtures("worked")
def test_after_a_holiday_it_comes_on_the_first_working_day(
    sends: Sender, mail_server: MailServer
) -> None:
    labor_day = washington(2026, 9, 7, 12)
    beat(sends, [labor_day])
    assert weeks(mail_server) == []
    beat(sends, [washington(2026, 9, 8, 7), washington(2026, 9, 8, 8)])
    assert len(weeks(mail_server)) == 1


@pytest.mark.usefixtures("worked")
def test_on_a_weekend_nothing_is_told_of_the_week_that_ends(
    sends: Sender, mail_server: MailServer
) -> None:
    saturday, friday = washington(2026, 9, 12, 12), washington(2026, 9, 11, 17)
    beat(sends, [friday, saturday, SUNDAY, *MONDAY])
    [mail] = weeks(mail_server)
    assert "The week to 13 Sep 2026" in mail.subject


@pytest.mark.usefixtures("worked")
def test_two_schedulers_and_a_late_one_tell_it_once(sends: Sender, mail_server: MailServer) -> None:
    beat(sends, [washington(2026, 9, 16, 15), washington(2026, 9, 16, 15, 1)])
    beat(sends, [washington(2026, 9, 17, 8), washington(2026, 9, 18, 8)])
    assert len(weeks(mail_server)) == 1


def test_who_wants_none_gets_none_and_the_ledger_says_so(
    worked: Office, sends: Sender, mail_server: MailServer
) -> None:
    change = Change(worked.coordinator, SUNDAY)
    wishes, version = mail_preferences.own(db.session(), worked.coordinator)
    mail_preferences.change(change, LAST, version, wishes._replace(weekly="off"))
    beat(sends, MONDAY)
    assert weeks(mail_server) == []
    [row] = db.session.scalars(select(Notice).where(Notice.kind == "weekly"))
    assert row.state == "cancelled"


def test_with_a_reminder_of_the_day_it_is_one_mail(
    worked: Office, sends: Sender, mail_server: MailServer
) -> None:
    worked.add("2b", 5, due=date(2026, 9, 4), now=washington(2026, 9, 2))
    beat(sends, MONDAY)
    [mail] = mail_of_plan(mail_server)
    assert "1 task overdue, and the week" in mail.subject
    assert mail.codes == ["2b"]
    assert len(pictures(mail)) == 1


@pytest.mark.usefixtures("worked")
def test_a_sender_that_draws_nothing_tells_no_week_and_names_the_page_of_one_that_waits(
    sender: Sender, mail_server: MailServer
) -> None:
    beat(sender, MONDAY)
    assert weeks(mail_server) == []
    weeks_of_plans.tell([1], washington(2026, 9, 15, 7))
    beat(sender, [washington(2026, 9, 15, 8)])
    [mail] = weeks(mail_server)
    assert "/activity" in mail.text


def test_a_plan_without_content_in_mail_says_only_that_it_is_ready(
    worked: Office, sends: Sender, mail_server: MailServer
) -> None:
    worked.plan().has_bare_mails = True
    db.session.commit()
    beat(sends, MONDAY)
    [mail] = weeks(mail_server)
    assert "The week of this plan is ready" in mail.text
    assert "posts" not in mail.text
    assert pictures(mail) == []
