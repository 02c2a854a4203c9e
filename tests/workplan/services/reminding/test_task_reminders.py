"""The timeline of one task's reminders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from support.ground.moments import beat, mornings, washington
from workplan.extensions import db
from workplan.services.coordination import followers
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.reminding import task_reminders
from workplan.services.structure import reminder_rules
from workplan.services.structure.rule_terms import Terms

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.delivery.deliveries import Sender
    from workplan.services.reminding.task_reminders import TaskReminders

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 2)
NOW = washington(2026, 11, 20, 12)


def seen_by(office: Office, who: str, task_id: int) -> TaskReminders:
    task, standing = rights.task_for(db.session(), office.people[who], task_id)
    return task_reminders.of_task(db.session(), task, standing, NOW)


def test_what_was_sent_comes_first_and_what_is_to_come_after_it(
    office: Office, sender: Sender
) -> None:
    task = office.add("1a", due=DUE, now=ARMED)
    office.add("1b", due=DUE, now=ARMED)
    beat(sender, mornings(date(2026, 11, 3), date(2026, 11, 20)))
    found = seen_by(office, "coordinator", task)
    told = [(step.at.date(), step.to, step.why, step.state) for step in found.past]
    assert told == [
        (date(2026, 11, 5), "Lena Ivanova", "14 working days before, as lead agency", "sent"),
        (date(2026, 11, 17), "Lena Ivanova", "7 working days before, as lead agency", "sent"),
    ]
    coming = [(step.at.date(), step.to, step.why) for step in found.coming]
    lead, supervisor = ("Lena Ivanova", "as lead agency"), "Vera Stone"
    assert coming == [
        (date(2026, 11, 23), lead[0], f"3 working days before, {lead[1]}"),
        (date(2026, 11, 25), lead[0], f"1 working day before, {lead[1]}"),
        (DUE, lead[0], f"On the day, {lead[1]}"),
        (date(2026, 11, 30), lead[0], f"1 working day overdue, {lead[1]}"),
        (date(2026, 12, 2), lead[0], f"3 working days overdue, {lead[1]}"),
        (
            date(2026, 12, 2),
            supervisor,
            "3 working days overdue, as supervisor of the lead agency",
        ),
        (date(2026, 12, 4), "Cora Diaz", "5 working days overdue, as coordinator"),
    ]
    assert (found.sent, found.is_followed, found.may_follow) == (2, False, True)


def test_who_may_not_read_the_ledger_sees_what_goes_to_themselves(
    office: Office, sender: Sender
) -> None:
    task = office.add("1a", due=DUE, now=ARMED)
    followers.follow(Change(office.viewer, ARMED), task)
    beat(sender, mornings(date(2026, 11, 3), date(2026, 11, 20)))
    found = seen_by(office, "viewer", task)
    assert {step.to for step in (*found.past, *found.coming)} == {"Walt Poe"}
    assert [step.at.date() for step in found.past] == [date(2026, 11, 17)]
    assert found.is_followed
    lead = seen_by(office, "lead", task)
    assert "Cora Diaz" in {step.to for step in lead.coming}
    other = seen_by(office, "other_lead", task)
    assert (other.past, other.coming) == ([], [])


def test_nothing_is_to_come_of_what_has_ended_or_has_no_suspense(office: Office) -> None:
    done, loose = office.add("1a", due=DUE, now=ARMED), office.add("1b", now=ARMED)
    office.complete(done, ARMED)
    assert seen_by(office, "coordinator", done).coming == []
    assert not seen_by(office, "coordinator", done).may_follow
    assert seen_by(office, "coordinator", loose).coming == []


def test_what_was_sent_keeps_the_days_in_which_its_rule_counted_then(
    office: Office, sender: Sender
) -> None:
    change, slug = Change(office.coordinator, ARMED), office.plan().slug
    in_calendar_days, in_working_days = Terms(-11, "lead", "calendar"), Terms(-11, "lead")
    reminder_rules.add(change, slug, in_calendar_days)
    task = office.add("1a", due=DUE, now=ARMED)
    beat(sender, mornings(date(2026, 11, 16), date(2026, 11, 16)))
    one = reminder_rules.alike(db.session(), office.plan().id, in_calendar_days)
    reminder_rules.amend(Change(office.coordinator, NOW), one.id, one.version, in_working_days)
    [step] = seen_by(office, "coordinator", task).past
    assert (step.why, step.state) == ("11 calendar days before, as lead agency", "sent")
