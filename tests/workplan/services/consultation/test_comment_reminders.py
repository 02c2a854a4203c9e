"""Coordinators are reminded of the answers that a plan owes, once a day and on working days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Comment, Notice
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation import comment_reminders, comments
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

CAME = washington(2026, 10, 1, 9)
DUE = date(2026, 10, 16)
"""A Friday."""


@pytest.fixture
def owing(office: Office) -> Office:
    comments.enter(
        Change(office.coordinator, CAME), SLUG, Letter(Sender("J. Whitaker"), "Sales", "Hear us.")
    )
    _due(DUE)
    return office


def _due(day: date, **more: object) -> None:
    with writing() as session:
        session.execute(update(Comment).values(answer_by=day, **more))


def at(day: date) -> datetime:
    return washington(day.year, day.month, day.day, 9)


def told(day: date) -> list[str]:
    """What is told on a day, by everything that was written until then."""
    before = len(_notices())
    comment_reminders.remind(at(day))
    return [row.said for row in _notices()[before:]]


def _notices() -> list[Notice]:
    db.session.rollback()
    wanted = select(Notice).where(Notice.kind == "comments_due").order_by(Notice.id)
    return list(db.session.scalars(wanted))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 13), []),
        (date(2026, 10, 14), ["1 answer due in 2 working days: ARMS-0001"]),
        (date(2026, 10, 15), []),
        (date(2026, 10, 16), ["1 answer due today: ARMS-0001"]),
        (date(2026, 10, 17), []),  # a Saturday
        (date(2026, 10, 19), ["1 answer overdue: ARMS-0001"]),
        (date(2026, 10, 20), []),
        (date(2026, 10, 23), ["1 answer overdue: ARMS-0001"]),  # the fifth working day after
    ],
)
def test_an_answer_has_its_turns(owing: Office, day: date, said: list[str]) -> None:
    assert told(day) == said
    if said:
        assert [row.user_id for row in _notices()] == [owing.coordinator.id]


def test_it_is_told_once_a_day_however_often_a_beat_asks(owing: Office) -> None:
    assert len(told(DUE)) == 1
    assert told(DUE) == []
    assert owing.plan().stage == "implementing"


def test_all_comments_of_a_plan_stand_in_one_line_and_only_some_by_name(owing: Office) -> None:
    for number in range(9):
        letter = Letter(Sender(f"Somebody {number}"), "Sales", f"Hear us {number}.")
        comments.enter(Change(owing.coordinator, CAME), SLUG, letter)
    _due(DUE)
    [said] = told(DUE)
    assert said.startswith("10 answers due today: ARMS-0001, ARMS-0002")
    assert said.endswith("ARMS-0008 and 2 more")


def test_what_is_answered_or_set_aside_asks_nothing(owing: Office) -> None:
    _due(DUE, set_aside_at=CAME, set_aside_because="Advertising")
    assert told(DUE) == []
    assert owing.plan().id


def test_an_answer_due_on_a_day_off_is_told_of_on_the_last_working_day_before(
    owing: Office,
) -> None:
    _due(DUE + timedelta(days=1))
    assert told(DUE) == ["1 answer due today: ARMS-0001"]
    assert owing.plan().id


def test_a_closed_plan_owes_nothing_any_more(owing: Office) -> None:
    owing.put_stage("closed")
    assert told(DUE) == []
