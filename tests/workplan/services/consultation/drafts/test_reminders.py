"""Agencies are reminded of the drafts that they owe, each draft on its turns, once a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import AnswerDraft, Notice
from support.consultation.drafts_in import ask, told
from support.consultation.letters_in import open_to_comments, typed
from support.ground.moments import washington
from workplan.services.consultation.drafts import reminders
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.office import Office

DUE = date(2026, 10, 16)
"""A Friday."""


@pytest.fixture
def owing(office: Office) -> Office:
    open_to_comments(office)
    typed(office)
    ask(office)
    put(wanted_on=DUE, asked_at=washington(2026, 10, 1, 9))
    with writing() as session:
        session.execute(update(Notice).values(told_at=washington(2026, 10, 1, 9)))
    return office


def put(**values: object) -> None:
    with writing() as session:
        session.execute(update(AnswerDraft).values(**values))


def reminded(day: date) -> list[str]:
    before = len(told("draft_due"))
    reminders.remind(washington(day.year, day.month, day.day, 9))
    return [said for _, said, _ in told("draft_due")[before:]]


@pytest.mark.parametrize(
    ("after", "how"),
    [
        (-3, None),
        (-2, "due in 2 working days"),
        (-1, None),
        (0, "due today"),
        (1, None),  # a Saturday
        (3, "overdue by 1 working day"),
        (4, None),
        (7, "overdue by 5 working days"),
    ],
)
def test_a_draft_has_its_turns(owing: Office, after: int, how: str | None) -> None:
    said = reminded(DUE + timedelta(days=after))
    assert said == ([f"Point 1 of ARMS-0001, by 16 Oct 2026: {how}."] if how else [])
    assert owing.plan().id


def test_it_is_told_once_a_day_to_the_leads_of_the_agency(owing: Office) -> None:
    assert len(reminded(DUE)) == 1
    assert reminded(DUE) == []
    assert [user for user, _, _ in told("draft_due")] == [owing.other_lead.id]


def test_what_is_drafted_or_of_a_closed_plan_is_owed_no_more(owing: Office) -> None:
    put(
        drafted_at=washington(2026, 10, 2, 9),
        drafted_by_id=owing.other_lead.id,
        disposition="declined",
        answer="No.",
    )
    assert reminded(DUE) == []
    put(drafted_at=None, drafted_by_id=None)
    owing.put_stage("closed")
    assert reminded(DUE) == []
