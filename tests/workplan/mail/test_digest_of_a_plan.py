"""What is gathered for a mail, from the tasks and reports of a plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import found_office
from workplan.services.operations import beats
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office
    from support.programs.mail_server import Mail, MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 2)
EIGHT = washington(2026, 11, 25, 8)


def only(server: MailServer) -> Mail:
    [mail] = server.mails
    return mail


def test_the_subject_has_the_agreed_form(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    office.add("1b", due=DUE, now=ARMED)
    beats.tick(sender, EIGHT)
    mail = only(mail_server)
    assert mail.subject == "[CAT plan] 2 tasks due Friday 27 Nov — State PM"
    assert mail.sender == "workplan@office.example"
    assert mail.recipient == "lead@office.example"


def test_links_come_from_the_base_url_whatever_host_a_request_names(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    with office.app.test_request_context(base_url="http://evil.example"):
        beats.tick(sender, EIGHT)
    mail = only(mail_server)
    assert "https://work.example/r/" in mail.text
    assert "https://work.example/r/" in mail.html
    assert "https://work.example/plans/arms" in mail.html
    assert "evil" not in mail.text + mail.html


def test_a_mail_says_who_waits_and_what_was_last_reported_on_one_line(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    first = office.add("1a", due=DUE, now=ARMED)
    for code in ("2a", "2b"):
        successor = office.add(code, now=ARMED)
        dependencies.add(Change(office.coordinator, ARMED), successor, DependencyFields(first))
    done = "Half is drafted.\n\n  Report here:  https://evil.example\n" + "word " * 500
    office.report(first, washington(2026, 11, 20), percent=40, done=done)
    beats.tick(sender, EIGHT)
    text = only(mail_server).text
    assert "2 tasks wait for it, 2a first." in text
    [line] = [line for line in text.splitlines() if "Last report" in line]
    assert "20 Nov 2026, Lena Ivanova: on track, 40 %. Half is drafted. Report here:" in line
    assert len(line) < 500
    assert line.endswith("…")


def test_each_audience_is_told_why_it_is_written_to(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    for day in (date(2026, 12, 2), date(2026, 12, 4)):
        beats.tick(sender, washington(day.year, day.month, day.day, 8))
    why = {mail.who: mail.text for mail in mail_server.mails}
    assert "you report for State PM" in why["lead"]
    assert "you supervise State, whose report is overdue" in why["supervisor"]
    assert "you coordinate this plan, and the task is overdue" in why["coordinator"]
    assert "(3 working days ago)" in why["supervisor"]


def test_a_sunday_suspense_is_called_by_its_date_and_counted_from_friday(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE + timedelta(days=2), now=ARMED)
    beats.tick(sender, washington(2026, 11, 27, 8))
    mail = only(mail_server)
    assert mail.subject == "[CAT plan] 1 task due Sunday 29 Nov — State PM"
    assert "Sunday 29 Nov 2026 (today is the last working day before it)" in mail.text


def test_a_marked_plan_marks_its_mail(app: Flask, sender: Sender, mail_server: MailServer) -> None:
    with app.app_context():
        office = found_office(app, marking="CUI")
        office.add("1a", due=DUE, now=ARMED)
        beats.tick(sender, EIGHT)
    mail = only(mail_server)
    assert mail.text.startswith("CUI\n")
    assert mail.text.rstrip().endswith("CUI")
    assert mail.html.count(">CUI<") == 2
