"""When a reminder is written, to whom, and what the ledger says about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from models import Suspense, Task, TaskAgency
from support.ground.moments import WASHINGTON, beat, hourly, mornings, waking, washington
from support.ground.office import found_office
from support.programs.mail_server import days_of
from workplan.extensions import db
from workplan.services.operations import beats
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)  # The Friday after Thanksgiving.
ARMED = washington(2026, 11, 2)


def test_what_is_queued_at_night_leaves_at_eight_and_not_a_minute_earlier(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    night = beats.tick(sender, washington(2026, 11, 5, 0, 5))
    assert (night.queued, night.sent) == (1, 0)
    assert beats.tick(sender, washington(2026, 11, 5, 7, 59)).sent == 0
    assert mail_server.mails == []
    assert beats.tick(sender, washington(2026, 11, 5, 8, 0)).sent == 1
    assert beats.tick(sender, washington(2026, 11, 5, 8, 1)) == (0, 0, 0)


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
    beats.tick(sender, washington(2026, 11, 25, 0, 5))  # Queued, and then it stops until Friday.
    beat(sender, [washington(2026, 11, 27, 3), washington(2026, 11, 27, 7, 59)])
    assert mail_server.mails == []
    beat(sender, [washington(2026, 11, 27, 8)])
    assert days_of(mail_server) == [(11, 27)]


def test_a_scheduler_that_starts_on_a_day_off_waits_for_a_working_day(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 4))
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
    beats.tick(sender, washington(2026, 11, 24, 10, 30))  # Down for 14, 7 and 3 days before.
    assert [(m.who, m.written_at.strftime("%d %H:%M")) for m in mail_server.mails] == [
        ("lead", "24 10:30")
    ]
    rows = {row.rung_days: row for row in office.ledger()}
    assert {rung: row.state for rung, row in rows.items()} == {
        -14: "cancelled",
        -7: "cancelled",
        -3: "sent",
    }
    assert rows[-14].last_reply == rows[-7].last_reply == planner.MISSED
    assert rows[-14].send_on == date(2026, 11, 5)
    assert rows[-14].message_id is None
    beat(sender, waking(date(2026, 11, 24), date(2026, 11, 25)))
    assert days_of(mail_server) == [(11, 24), (11, 25)]


def test_what_was_missed_before_the_first_scheduler_ran_is_not_listed(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED)
    beats.tick(sender, washington(2026, 11, 24, 10))
    assert days_of(mail_server) == [(11, 24)]
    assert [row.rung_days for row in office.ledger()] == [-3]


def test_the_planner_may_run_as_often_as_it_likes(office: Office) -> None:
    office.add(due=DUE, now=ARMED)
    office.add("1b", due=DUE, now=ARMED)
    morning = washington(2026, 11, 5, 6)
    assert planner.queue_due(morning) == 2
    assert planner.queue_due(morning) == 0
    assert planner.queue_due(morning + timedelta(hours=4)) == 0


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


def test_the_person_to_whom_a_task_is_handed_gets_a_mail_beside_the_lead(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED, assignee_id=office.contributor.id)
    office.add("1b", due=DUE, now=ARMED)
    beats.tick(sender, ARMED)
    assert [(m.who, m.codes) for m in mail_server.mails] == [("contributor", [])]
    mail_server.mails.clear()
    beats.tick(sender, washington(2026, 11, 25, 9))
    assert {m.who: m.codes for m in mail_server.mails} == {
        "lead": ["1a", "1b"],
        "contributor": ["1a"],
    }


def test_joint_leads_each_get_their_own_mail(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add(due=DUE, now=ARMED, leads=["PM", "DSCA"])
    beats.tick(sender, washington(2026, 11, 25, 9))
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
    assert planner.queue_due(washington(2026, 12, 8)) == 3 * count
    assert planner.queue_due(washington(2026, 12, 8)) == 0


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
