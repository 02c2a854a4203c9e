"""Mail as administrators see it: by state, paged, and without what it is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Reminder
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.delivery import dead_mail, mail_rows
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 11, 25)


@pytest.fixture
def failed(office: Office) -> int:
    """A reminder that failed for good, and its number."""
    office.add("1a", due=date(2026, 11, 27), now=washington(2026, 11, 24))
    planner.queue_due(NOW)
    with writing() as session:
        row = session.scalars(select(Reminder).order_by(Reminder.id).limit(1)).one()
        row.state, row.last_reply = "dead", "550 No such user"
        return row.id


def admin(office: Office) -> Actor:
    return Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)


def test_a_row_says_to_whom_of_which_plan_and_what_was_answered(failed: int) -> None:
    [row] = mail_rows.page_of(db.session(), "dead", 1).rows
    assert (row.ledger, row.id, row.short_name) == ("reminders", failed, SLUG)
    assert (row.kind, row.state, row.last_reply) == ("", "dead", "550 No such user")
    assert not {"task_id", "code", "task_name", "plan_title"} & set(row._fields)


def test_an_administrator_marks_it_as_seen_and_sends_it_again(office: Office, failed: int) -> None:
    dead_mail.see(Change(admin(office), NOW), "reminders", failed)
    assert mail_rows.counts(db.session())["dead"] == 0
    assert mail_rows.page_of(db.session(), "seen", 1).total == 1
    dead_mail.send_again(Change(admin(office), NOW), "reminders", failed)
    assert failed in {row.id for row in mail_rows.page_of(db.session(), "waiting", 1).rows}
    assert [e.verb for e in office.journal()[-2:]] == ["mail.seen", "mail.sent_again"]


def test_a_stranger_finds_no_such_mail(office: Office, failed: int) -> None:
    with pytest.raises(NotFound):
        dead_mail.see(Change(office.stranger, NOW), "reminders", failed)


def test_what_is_no_state_shows_what_failed(failed: int) -> None:
    assert [r.id for r in mail_rows.page_of(db.session(), "lost", 9).rows] == [failed]
