"""Reminders of suspenses that move, that recur, and that depend on other tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.ground.moments import beat, mornings, waking, washington
from support.programs.mail_server import days_of
from workplan.calendars.spans import USUAL, days
from workplan.services.operations import beats
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)  # The Friday after Thanksgiving.
ARMED = washington(2026, 11, 2)


def test_a_suspense_that_moves_is_armed_again_from_its_new_date(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    beat(sender, mornings(date(2026, 11, 4), date(2026, 11, 18)))
    office.change(
        task,
        washington(2026, 11, 18, 21),
        suspense=SuspenseRule("fixed", fixed_on=date(2026, 12, 18)),
    )
    beat(sender, mornings(date(2026, 11, 19), date(2026, 12, 9)))
    # 14 and 7 days before the old date; then 14 and 7 before the new one, and nothing between.
    assert days_of(mail_server) == [(11, 5), (11, 17), (11, 30), (12, 9)]
    assert [row.due_on for row in office.ledger()] == [DUE, DUE, *[date(2026, 12, 18)] * 2]
    assert "Friday 18 Dec" in mail_server.mails[-1].subject


def test_a_suspense_set_in_the_middle_of_a_day_brings_its_mail_at_once(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    beats.tick(sender, washington(2026, 11, 25, 8))
    office.add(due=DUE, now=washington(2026, 11, 25, 11))
    beats.tick(sender, washington(2026, 11, 25, 11, 1))
    assert [m.written_at.strftime("%H:%M") for m in mail_server.mails] == ["11:01"]


def test_a_met_occurrence_arms_the_next(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    every_month = SuspenseRule("recurring", first_on=date(2026, 11, 10), every=USUAL["monthly"])
    task = office.add(due=every_month, now=ARMED)
    beat(sender, mornings(date(2026, 11, 2), date(2026, 11, 9)))
    office.complete(task, washington(2026, 11, 9, 21))
    beat(sender, mornings(date(2026, 11, 10), date(2026, 12, 1)))
    # 3 and 1 days before 10 November; 14 and 7 days before 10 December.
    assert days_of(mail_server) == [(11, 5), (11, 9), (11, 19), (12, 1)]
    assert "Thursday 10 Dec" in mail_server.mails[-1].subject


def test_nobody_is_reminded_of_an_event_before_somebody_records_it(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    waiting = SuspenseRule("event", within=days(30), event="The report is in")
    task = office.add(due=waiting, now=ARMED)
    beat(sender, mornings(date(2026, 11, 2), date(2026, 11, 13)))
    assert mail_server.mails == []
    recorded = replace(waiting, happened_on=date(2026, 11, 10))
    office.change(task, washington(2026, 11, 13, 21), suspense=recorded)
    beat(sender, mornings(date(2026, 11, 16), date(2026, 12, 3)))
    # 14 and 7 working days before 10 December.
    assert days_of(mail_server) == [(11, 19), (12, 1)]


def test_a_reminder_quotes_the_sentence_that_orders_the_work(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    sentence = "The Secretary of State shall draft a plan " + "and consult widely " * 20
    office.add(due=DUE, now=ARMED, sentence=sentence)
    beat(sender, mornings(date(2026, 11, 4), date(2026, 11, 5)))
    [mail] = mail_server.mails
    said = next(line for line in mail.text.splitlines() if " says: “" in line)
    assert said.strip().startswith(f"NSPM-10 says: “{sentence[:60]}")
    assert said.endswith(" …”")
    assert len(said) < 340


def test_a_suspense_that_counts_from_another_task_is_reminded_of_once_that_has_ended(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    anchor = office.add("1a", 1, now=ARMED)
    rule = SuspenseRule("after_task", within=days(20), after_task_id=anchor)
    office.add("1b", due=rule, now=ARMED)
    # Twenty days after unstarted work is always fourteen working days away, or nearly.
    beat(sender, mornings(date(2026, 11, 2), date(2026, 11, 30)))
    assert mail_server.mails == []
    office.complete(anchor, washington(2026, 11, 30, 9))
    beat(sender, mornings(date(2026, 12, 1), date(2026, 12, 21)))
    # Due on Sunday 20 December: 14 days before was that Monday, then 7, 3, 1, the day, 1 after.
    assert days_of(mail_server) == [(12, 1), (12, 9), (12, 15), (12, 17), (12, 18), (12, 21)]


def test_a_suspense_may_count_from_a_task_with_subtasks(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    anchor = office.add("1", 1, now=ARMED)
    first = office.add("1.1", 1, now=ARMED, parent_id=anchor)
    second = office.add("1.2", 1, now=ARMED, parent_id=anchor)
    rule = SuspenseRule("after_task", within=days(4), after_task_id=anchor)
    office.add("2", due=rule, now=ARMED)
    office.complete(first, washington(2026, 11, 2, 9))
    beat(sender, mornings(date(2026, 11, 3), date(2026, 11, 5)))
    assert mail_server.mails == []
    office.complete(second, washington(2026, 11, 5, 9))
    beat(sender, mornings(date(2026, 11, 6), date(2026, 11, 9)))
    assert days_of(mail_server) == [(11, 6), (11, 9)]  # Due on Monday the 9th.


def test_a_task_with_subtasks_is_reminded_of_until_the_last_of_them_is_complete(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    whole = office.add("1", due=DUE, now=ARMED)
    middle = office.add("1.1", now=ARMED, parent_id=whole)
    first = office.add("1.1.1", now=ARMED, parent_id=middle)
    second = office.add("1.2", now=ARMED, parent_id=whole)
    office.complete(first, washington(2026, 11, 4))
    beat(sender, waking(date(2026, 11, 5), date(2026, 11, 5)))
    assert [m.codes for m in mail_server.mails] == [["1"]]
    office.complete(second, washington(2026, 11, 6))
    beat(sender, mornings(date(2026, 11, 9), date(2026, 11, 27)))
    assert len(mail_server.mails) == 1


def test_a_complete_task_that_gets_an_open_subtask_is_reminded_of_again(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    whole = office.add("1", due=DUE, now=ARMED)
    office.complete(whole, washington(2026, 11, 3))
    office.add("1.1", now=washington(2026, 11, 4), parent_id=whole)
    beats.tick(sender, washington(2026, 11, 5, 8))
    assert [m.codes for m in mail_server.mails] == [["1"]]


def test_a_task_with_subtasks_may_be_due_after_another(office: Office) -> None:
    anchor = office.add("1", 5, now=ARMED)
    rule = SuspenseRule("after_task", within=days(10), after_task_id=anchor)
    whole = office.add("2", due=rule, now=ARMED)
    office.add("2.1", now=ARMED, parent_id=whole)
    finish_on = office.task(anchor).finish_on
    assert finish_on is not None
    assert office.task(whole).due_on == finish_on + timedelta(days=10)
