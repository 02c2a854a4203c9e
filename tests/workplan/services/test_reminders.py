"""When a reminder is written, when it is not, and what the ledger says about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from models import Membership, ReminderRule, Suspense, Task, TaskAgency
from support.moments import WASHINGTON, beat, hourly, mornings, waking, washington
from support.office import SLUG, found_office
from workplan.extensions import db
from workplan.services import deliveries, plans, reminders, ticks, users
from workplan.services.actor import Actor
from workplan.services.suspenses import SuspenseRule

if TYPE_CHECKING:
    from flask import Flask

    from support.mail_server import MailServer
    from support.office import Office
    from workplan.services.deliveries import Sender

DUE = date(2026, 11, 27)  # The Friday after Thanksgiving.
ARMED = washington(2026, 11, 2)
OPERATOR = Actor(None, "Operator", "cli")


def days_of(server: MailServer, who: str = "lead") -> list[tuple[int, int]]:
    """Return month and day of a person's mails."""
    return [(m.written_at.month, m.written_at.day) for m in server.mails if m.who == who]


def test_what_is_queued_at_night_leaves_at_eight_and_not_a_minute_earlier(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    night = ticks.tick(sender, washington(2026, 11, 5, 0, 5))
    assert (night.queued, night.sent) == (1, 0)
    assert ticks.tick(sender, washington(2026, 11, 5, 7, 59)).sent == 0
    assert mail_server.mails == []
    assert ticks.tick(sender, washington(2026, 11, 5, 8, 0)).sent == 1
    assert ticks.tick(sender, washington(2026, 11, 5, 8, 1)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("due", "first", "last"),
    [
        (date(2026, 11, 2), date(2026, 10, 29), date(2026, 11, 3)),
        (date(2027, 3, 15), date(2027, 3, 11), date(2027, 3, 16)),
    ],
    ids=["clocks go back", "clocks go forward"],
)
def test_it_is_eight_on_the_wall_before_and_after_clocks_change(
    office: Office,
    sender: Sender,
    mail_server: MailServer,
    due: date,
    first: date,
    last: date,
) -> None:
    moments = list(waking(first, last))
    office.add(due=due, now=moments[0])
    beat(sender, moments)
    times = [mail.written_at for mail in mail_server.mails]
    assert [moment.strftime("%a %H:%M") for moment in times] == [
        "Fri 08:00",
        "Mon 08:00",
        "Tue 08:00",
    ]
    assert times[0].utcoffset() != times[1].utcoffset()


def test_eight_is_eight_in_the_zone_of_the_plan(
    app: Flask, sender: Sender, mail_server: MailServer
) -> None:
    honolulu = ZoneInfo("Pacific/Honolulu")
    with app.app_context():
        office = found_office(app, time_zone="Pacific/Honolulu")
        office.add(due=DUE, now=washington(2026, 11, 24, 9, zone=honolulu))
        beat(sender, hourly(washington(2026, 11, 25, 0), washington(2026, 11, 26, 12)))
    assert [m.written_at.astimezone(honolulu).strftime("%d %H") for m in mail_server.mails] == [
        "25 08"
    ]


def test_a_scheduler_that_starts_in_the_night_wakes_nobody_for_what_was_left_over(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 0, 5))  # Queued, and then it stops until Friday.
    beat(sender, [washington(2026, 11, 27, 3), washington(2026, 11, 27, 7, 59)])
    assert mail_server.mails == []
    beat(sender, [washington(2026, 11, 27, 8)])
    assert days_of(mail_server) == [(11, 27)]


def test_a_scheduler_that_starts_on_a_day_off_waits_for_a_working_day(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 4))
    beat(sender, waking(date(2026, 11, 26), date(2026, 11, 26)))  # Thanksgiving
    assert mail_server.mails == []
    assert office.ledger() == []
    beat(sender, waking(date(2026, 11, 28), date(2026, 11, 30)))
    assert days_of(mail_server) == [(11, 30)]


def test_catching_up_sends_the_latest_rung_and_lists_the_missed_ones(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    beat(sender, waking(date(2026, 11, 2), date(2026, 11, 4)))
    ticks.tick(sender, washington(2026, 11, 24, 10, 30))  # Down for 14, 7 and 3 days before.
    assert [(m.who, m.written_at.strftime("%d %H:%M")) for m in mail_server.mails] == [
        ("lead", "24 10:30")
    ]
    rows = {row.rung_days: row for row in office.ledger()}
    assert {rung: row.state for rung, row in rows.items()} == {
        -14: "cancelled",
        -7: "cancelled",
        -3: "sent",
    }
    assert rows[-14].last_reply == rows[-7].last_reply == reminders.MISSED
    assert rows[-14].send_on == date(2026, 11, 5)
    assert rows[-14].message_id is None
    beat(sender, waking(date(2026, 11, 24), date(2026, 11, 25)))
    assert days_of(mail_server) == [(11, 24), (11, 25)]


def test_what_was_missed_before_the_first_scheduler_ran_is_not_listed(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 24, 10))
    assert days_of(mail_server) == [(11, 24)]
    assert [row.rung_days for row in office.ledger()] == [-3]


def test_the_planner_may_run_as_often_as_it_likes(office: Office) -> None:
    office.add(due=DUE, now=ARMED)
    office.add("1b", due=DUE, now=ARMED)
    morning = washington(2026, 11, 5, 6)
    assert reminders.queue_due(morning) == 2
    assert reminders.queue_due(morning) == 0
    assert reminders.queue_due(morning + timedelta(hours=4)) == 0


def test_completion_between_queueing_and_sending_stops_the_mail(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 7))
    ticks.tick(sender, washington(2026, 11, 5, 8))
    assert mail_server.mails == []
    assert [(row.state, row.last_reply) for row in office.ledger()] == [
        ("cancelled", reminders.MOOT)
    ]


def test_completion_that_the_planner_has_not_seen_stops_the_sender_too(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    reminders.queue_due(washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 8))
    assert deliveries.send_due(sender, washington(2026, 11, 5, 8)) == 0
    assert mail_server.mails == []
    assert [row.state for row in office.ledger()] == ["cancelled"]


def test_a_task_that_is_reopened_before_the_mail_would_have_left_is_owed_again(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 5, 0, 5))
    office.complete(task, washington(2026, 11, 5, 7))
    ticks.tick(sender, washington(2026, 11, 5, 7, 1))
    assert [row.state for row in office.ledger()] == ["cancelled"]
    office.report(task, washington(2026, 11, 5, 7, 10), percent=80)
    beat(sender, waking(date(2026, 11, 5), date(2026, 11, 6)))
    assert days_of(mail_server) == [(11, 5)]
    assert [(row.state, row.attempts) for row in office.ledger()] == [("sent", 1)]


def test_what_was_given_up_is_not_taken_up_again_once_its_day_is_over(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 5, 0, 5))
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


def test_a_mail_that_is_queued_for_the_old_date_is_cancelled_when_the_suspense_moves(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 0, 5))
    moved = SuspenseRule("fixed", fixed_on=date(2027, 2, 26))
    office.change(task, washington(2026, 11, 25, 7), suspense=moved)
    beat(sender, waking(date(2026, 11, 25), date(2026, 11, 27)))
    assert mail_server.mails == []
    assert [row.state for row in office.ledger()] == ["cancelled"]


def test_a_suspense_set_in_the_middle_of_a_day_brings_its_mail_at_once(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    ticks.tick(sender, washington(2026, 11, 25, 8))
    office.add(due=DUE, now=washington(2026, 11, 25, 11))
    ticks.tick(sender, washington(2026, 11, 25, 11, 1))
    assert [m.written_at.strftime("%H:%M") for m in mail_server.mails] == ["11:01"]


def test_a_person_who_has_had_the_mail_of_the_day_gets_the_next_on_the_next_working_day(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    beat(sender, waking(date(2026, 11, 25), date(2026, 11, 25)))
    office.add("1b", due=DUE, now=washington(2026, 11, 25, 21))
    beat(sender, hourly(washington(2026, 11, 25, 22), washington(2026, 11, 27, 12)))
    assert days_of(mail_server) == [(11, 25), (11, 27)]
    assert mail_server.mails[1].codes == ["1a", "1b"]
    assert {row.state for row in office.ledger()} == {"sent"}


def test_a_met_occurrence_arms_the_next(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    every_month = SuspenseRule("recurring", first_on=date(2026, 11, 10), every="monthly")
    task = office.add(due=every_month, now=ARMED)
    beat(sender, mornings(date(2026, 11, 2), date(2026, 11, 9)))
    office.complete(task, washington(2026, 11, 9, 21))
    beat(sender, mornings(date(2026, 11, 10), date(2026, 12, 1)))
    # 3 and 1 days before 10 November; 14 and 7 days before 10 December.
    assert days_of(mail_server) == [(11, 5), (11, 9), (11, 19), (12, 1)]
    assert "Thursday 10 Dec" in mail_server.mails[-1].subject


@pytest.mark.parametrize("stage", ["drafting", "clearance"])
def test_a_plan_that_is_not_approved_reminds_nobody(
    app: Flask, sender: Sender, mail_server: MailServer, stage: str
) -> None:
    with app.app_context():
        office = found_office(app, stage=stage)
        office.add(due=DUE, now=ARMED)
        ticks.tick(sender, washington(2026, 11, 25, 9))
        assert office.ledger() == []
    assert mail_server.mails == []


def test_closing_a_plan_stops_what_was_queued(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 0, 5))
    plans.move_to_stage(office.coordinator, washington(2026, 11, 25, 7), SLUG, "closed")
    ticks.tick(sender, washington(2026, 11, 25, 8))
    assert mail_server.mails == []
    assert [row.state for row in office.ledger()] == ["cancelled"]


def test_removing_a_task_stops_what_was_queued(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 0, 5))
    office.remove(task, washington(2026, 11, 25, 7))
    ticks.tick(sender, washington(2026, 11, 25, 8))
    assert mail_server.mails == []


def test_nobody_writes_to_a_person_whose_account_was_closed(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 0, 5))
    users.disable(OPERATOR, washington(2026, 11, 25, 7), office.email("lead"))
    beat(sender, mornings(date(2026, 11, 25), date(2026, 12, 4)))
    assert days_of(mail_server, "lead") == []
    assert days_of(mail_server, "supervisor") == [(12, 2)]
    assert days_of(mail_server, "coordinator") == [(12, 4)]


def test_nobody_writes_to_a_person_who_left_the_plan(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 0, 5))
    membership = db.session.scalars(
        select(Membership).where(Membership.user_id == office.lead.id)
    ).one()
    db.session.delete(membership)
    db.session.commit()
    beat(sender, waking(date(2026, 11, 25), date(2026, 11, 30)))
    assert mail_server.mails == []


def test_the_person_to_whom_a_task_is_handed_gets_a_mail_beside_the_lead(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED, assignee_id=office.contributor.id)
    office.add("1b", due=DUE, now=ARMED)
    ticks.tick(sender, washington(2026, 11, 25, 9))
    assert {m.who: m.codes for m in mail_server.mails} == {
        "lead": ["1a", "1b"],
        "contributor": ["1a"],
    }


def test_joint_leads_each_get_their_own_mail(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED, leads=["PM", "DSCA"])
    ticks.tick(sender, washington(2026, 11, 25, 9))
    assert {m.who: m.subject.rpartition(" ")[2] for m in mail_server.mails} == {
        "lead": "PM",
        "other_lead": "DSCA",
    }


def test_nothing_of_a_plan_reaches_strangers(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED, leads=["PM", "DSCA"])
    beat(sender, mornings(date(2026, 11, 20), date(2026, 12, 7)))
    assert {m.who for m in mail_server.mails} == {
        "lead",
        "other_lead",
        "supervisor",
        "other_supervisor",
        "coordinator",
    }


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


def test_a_suspense_that_counts_from_another_task_is_reminded_of_once_that_has_ended(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    anchor = office.add("1a", 1, now=ARMED)
    rule = SuspenseRule("after_task", offset_days=20, after_task_id=anchor)
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
    rule = SuspenseRule("after_task", offset_days=4, after_task_id=anchor)
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
    ticks.tick(sender, washington(2026, 11, 5, 8))
    assert [m.codes for m in mail_server.mails] == [["1"]]


def test_a_task_with_subtasks_may_be_due_after_another(office: Office) -> None:
    anchor = office.add("1", 5, now=ARMED)
    rule = SuspenseRule("after_task", offset_days=10, after_task_id=anchor)
    whole = office.add("2", due=rule, now=ARMED)
    office.add("2.1", now=ARMED, parent_id=whole)
    finish_on = office.task(anchor).finish_on
    assert finish_on is not None
    assert office.task(whole).due_on == finish_on + timedelta(days=10)


def test_three_thousand_overdue_tasks_are_planned_for_in_one_go(office: Office) -> None:
    """The parameters of one statement are limited, on both databases."""
    plan = office.plan()
    count = 3_000
    db.session.execute(
        insert(Task),
        [
            {
                "plan_id": plan.id,
                "uid": 100 + n,
                "position": 100 + n,
                "code": f"x{n}",
                "name": f"Task {n}",
                "duration_days": 1,
                "due_on": DUE,
                "due_set_on": date(2026, 11, 2),
            }
            for n in range(count)
        ],
    )
    ids = db.session.scalars(select(Task.id).where(Task.uid >= 100)).all()
    db.session.execute(
        insert(TaskAgency),
        [{"task_id": i, "agency_id": office.agencies["PM"], "role": "lead"} for i in ids],
    )
    db.session.execute(
        insert(Suspense), [{"task_id": i, "rule": "fixed", "fixed_on": DUE} for i in ids]
    )
    db.session.commit()
    # To the lead, the supervisor and the coordinator.
    assert reminders.queue_due(washington(2026, 12, 8)) == 3 * count
    assert reminders.queue_due(washington(2026, 12, 8)) == 0


def test_the_mail_of_a_day_is_counted_by_the_day_where_the_plan_is(
    app: Flask, sender: Sender, mail_server: MailServer
) -> None:
    """In Guam a day begins while it is still the day before in Washington."""
    guam = ZoneInfo("Pacific/Guam")
    with app.app_context():
        office = found_office(app, time_zone="Pacific/Guam")
        office.add("1a", due=date(2026, 11, 24), now=washington(2026, 11, 19, 9, zone=guam))
        beat(sender, waking(date(2026, 11, 19), date(2026, 11, 25), zone=guam))
    mails = [m.written_at.astimezone(guam) for m in mail_server.mails]
    assert [m.strftime("%d %H:%M") for m in mails] == [
        "19 08:00",
        "23 08:00",
        "24 08:00",
        "25 08:00",
    ]
    assert mail_server.mails[1].written_at.astimezone(WASHINGTON).day == 22
