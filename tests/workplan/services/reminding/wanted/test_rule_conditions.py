"""On which condition a reminder goes out, and what the ledger says when it does not hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import ReminderRule, Task
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.coordination.tasking import acknowledgements
from workplan.services.delivery import deliveries
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import planner
from workplan.services.structure import reminder_rules
from workplan.services.structure.rule_terms import Terms

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 2)
NIGHT, EIGHT = washington(2026, 11, 20, 0, 5), washington(2026, 11, 20, 8)
"""Four working days before it."""


def only(office: Office, condition: str, audience: str = "lead") -> None:
    """Leave the plan one rule: four working days before, on a condition."""
    with writing() as session:
        session.execute(update(ReminderRule).values(is_active=False))
    change = Change(office.coordinator, ARMED)
    reminder_rules.add(change, office.plan().slug, Terms(-4, audience, condition=condition))


def become(task: int, **values: object) -> None:
    with writing() as session:
        session.execute(update(Task).where(Task.id == task).values(**values))


def rows(office: Office) -> list[tuple[str, str]]:
    return [(row.state, row.last_reply) for row in office.ledger()]


@pytest.mark.parametrize(
    ("condition", "is_so", "is_not_so"),
    [
        ("blocked", {"status": "blocked"}, {"status": "on_track"}),
        ("critical", {"is_critical": True}, {"is_critical": False}),
        ("late", {"late_days": 2}, {"late_days": 0}),
        (
            "unreported",
            {"reported_at": washington(2026, 11, 5)},
            {"reported_at": washington(2026, 11, 9)},
        ),
    ],
)
def test_a_reminder_goes_out_when_its_condition_holds_and_is_listed_when_not(
    office: Office,
    sender: Sender,
    mail_server: MailServer,
    condition: str,
    is_so: dict[str, object],
    is_not_so: dict[str, object],
) -> None:
    only(office, condition)
    yes = office.add("1a", due=DUE, now=ARMED)
    no = office.add("1b", due=DUE, now=ARMED)
    become(yes, **is_so)
    become(no, **is_not_so)
    planner.queue_due(NIGHT)
    assert deliveries.send_due(sender, EIGHT) == 1
    assert {(row.task_id, row.state, row.last_reply[:8]) for row in office.ledger()} == {
        (yes, "sent", "250 2.0."),
        (no, "cancelled", "Not sent"),
    }
    assert "1a" in mail_server.mails[0].prose
    assert "1b" not in mail_server.mails[0].prose


def test_what_holds_no_longer_when_the_mail_leaves_is_not_sent(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    only(office, "blocked")
    task = office.add("1a", due=DUE, now=ARMED)
    become(task, status="blocked")
    planner.queue_due(NIGHT)
    become(task, status="on_track")
    assert deliveries.send_due(sender, EIGHT) == 0
    assert (mail_server.mails, rows(office)[0][0]) == ([], "cancelled")


def test_a_report_between_night_and_morning_stops_what_asks_for_news(
    office: Office, sender: Sender
) -> None:
    only(office, "unreported")
    task = office.add("1a", due=DUE, now=ARMED)
    planner.queue_due(NIGHT)
    office.report(task, washington(2026, 11, 20, 7), status="on_track", percent=10)
    assert deliveries.send_due(sender, EIGHT) == 0


def test_a_condition_that_holds_only_later_sends_nothing_for_a_day_that_passed(
    office: Office, sender: Sender
) -> None:
    only(office, "blocked")
    task = office.add("1a", due=DUE, now=ARMED)
    planner.queue_due(NIGHT)
    become(task, status="blocked")
    planner.queue_due(washington(2026, 11, 23, 0, 5))
    assert deliveries.send_due(sender, washington(2026, 11, 23, 8)) == 0
    assert rows(office) == [("cancelled", planner.UNMET["blocked"])]


def test_what_is_acknowledged_reminds_nobody_to_acknowledge_it(
    office: Office, sender: Sender
) -> None:
    only(office, "unacknowledged", "coordinator")
    said, silent = (office.give(code, due=DUE, now=ARMED) for code in ("1a", "1b"))
    acknowledgements.acknowledge(Change(office.lead, ARMED), said, office.lead.id)
    planner.queue_due(NIGHT)
    assert deliveries.send_due(sender, EIGHT) == 1
    states = {row.task_id: row.state for row in office.ledger()}
    assert states == {said: "cancelled", silent: "sent"}
    db.session.rollback()


def test_what_comes_to_hold_before_the_mail_leaves_is_sent_that_day(
    office: Office, sender: Sender
) -> None:
    only(office, "blocked")
    task = office.add("1a", due=DUE, now=ARMED)
    planner.queue_due(NIGHT)
    become(task, status="blocked")
    planner.queue_due(washington(2026, 11, 20, 7))
    assert deliveries.send_due(sender, EIGHT) == 1
    assert [state for state, _ in rows(office)] == ["sent"]
