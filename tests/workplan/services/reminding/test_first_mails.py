"""The planner as a dry run: what it says would go out is what goes out after the approval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import SLUG, found_office
from support.record.snapshots import snapshot
from support.record.statements import statements
from workplan.calendars.spans import days
from workplan.calendars.working import federal_calendar
from workplan.extensions import db
from workplan.services.people import mail_preferences
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.reminding.first_mails import FirstMail, first_mails
from workplan.services.structure import plan_stages
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from support.ground.office import Office

NOW = washington(2026, 9, 2, 9)


@pytest.fixture
def drafting(app: Flask, app_context: None) -> Office:  # noqa: ARG001  # has to be there first
    return found_office(app, stage="drafting")


def mails(office: Office, now: datetime = NOW) -> list[FirstMail]:
    return first_mails(db.session(), office.plan(), now)


def told(found: list[FirstMail]) -> list[tuple[date, str, list[str]]]:
    return [(mail.on, mail.person, [task.code for task in mail.tasks]) for mail in found]


def test_it_says_who_gets_which_mail_on_which_day(drafting: Office) -> None:
    drafting.add("1a", 2, date(2026, 9, 11))
    drafting.add("1b", 2, date(2026, 9, 11))
    assert told(mails(drafting))[:2] == [
        (date(2026, 9, 2), "Lena Ivanova", ["1a", "1b"]),  # Seven working days, Labor Day apart.
        (date(2026, 9, 8), "Lena Ivanova", ["1a", "1b"]),
    ]


def test_what_it_says_is_what_the_planner_then_writes(drafting: Office) -> None:
    for number, due in enumerate((4, 9, 12, 20, 41)):
        drafting.add(f"1.{number}", 2, NOW.date() + timedelta(days=due))
    drafting.add("2a", 2, date(2026, 9, 18), leads=("DOD",))
    drafting.add("2b", 2, SuspenseRule("signed", within=days(40)), leads=("DSCA",))
    said = {(task.id, mail.person, mail.on) for mail in mails(drafting) for task in mail.tasks}
    plan_stages.move_to_stage(Change(drafting.coordinator, NOW), SLUG, "approved")
    calendar, names = federal_calendar(), {a.id: a.name for a in drafting.people.values()}
    for number in range(10):
        day = calendar.shift(NOW.date(), number)
        planner.queue_due(washington(day.year, day.month, day.day, 9))
    written = {
        (row.task_id, names[row.user_id], planned(row.not_before, row.send_on))
        for row in drafting.ledger(state="pending")
    }
    assert {(task, person) for task, person, _ in said} == {(t, p) for t, p, _ in written}
    assert said <= written | said


def planned(_not_before: datetime, send_on: date) -> date:
    return max(send_on, NOW.date())


def test_somebody_who_wants_no_early_mail_gets_none_of_them(drafting: Office) -> None:
    drafting.add("1a", 2, date(2026, 9, 11))
    wishes = mail_preferences.DEFAULTS._replace(wants_early=False)
    mail_preferences.change(Change(drafting.lead, NOW), NOW.date(), 0, wishes)
    assert told(mails(drafting))[0][0] == date(2026, 9, 8)


def test_an_agency_with_nobody_is_said_to_reach_the_coordinator(drafting: Office) -> None:
    drafting.add("1a", 2, date(2026, 9, 11), leads=("DOD",))
    first = mails(drafting)[0]
    assert (first.person, first.is_for_nobody) == ("Cora Diaz", True)


def test_on_a_day_off_the_first_mail_goes_on_the_next_working_day(drafting: Office) -> None:
    drafting.add("1a", 2, date(2026, 9, 11))
    assert mails(drafting, washington(2026, 9, 5, 12))[0].on == date(2026, 9, 8)


def test_nothing_is_due_means_no_mail_and_nothing_is_ever_written(drafting: Office) -> None:
    before = snapshot()
    assert mails(drafting) == []
    assert snapshot() == before


def test_it_takes_as_many_statements_for_many_tasks(drafting: Office) -> None:
    drafting.add("1a", 2, date(2026, 9, 11))
    plan = drafting.plan()
    few = statements(lambda: first_mails(db.session(), plan, NOW))
    for number in range(20):
        drafting.add(f"2.{number}", 2, date(2026, 9, 11))
    plan = drafting.plan()
    assert statements(lambda: first_mails(db.session(), plan, NOW)) == few
