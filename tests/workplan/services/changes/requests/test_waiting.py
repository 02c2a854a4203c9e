"""Whoever decides on a change request is reminded of one that waits, and of no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Notice
from support.ground.moments import washington
from support.record.requesting import ASKED_AT, accepts, asks_to_change
from workplan.extensions import db
from workplan.services.changes.requests import waiting

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

# Asked on Thursday 10 September 2026; three working days later it is Tuesday the 15th.
IN_TIME, LATE = washington(2026, 9, 15, 9), washington(2026, 9, 16, 9)


def told() -> list[tuple[int, str]]:
    db.session.rollback()
    wanted = select(Notice.user_id, Notice.said).where(Notice.kind == "change_asked")
    return [(row.user_id, row.said) for row in db.session.execute(wanted.order_by(Notice.id))]


def remind(*moments: datetime) -> list[int]:
    return [waiting.remind(moment) for moment in moments]


def test_it_is_told_of_again_once_more_than_three_working_days_have_passed(
    office: Office,
) -> None:
    asks_to_change(office, office.add("1a", 5), name="Another name")
    first = told()
    assert remind(IN_TIME, LATE, LATE) == [0, 1, 0]
    again = told()[len(first) :]
    assert [who for who, _ in again] == [who for who, _ in first]
    assert again[0][1].endswith("(it waits since 10 Sep 2026)")


def test_and_again_after_as_many_but_on_no_day_off(office: Office) -> None:
    asks_to_change(office, office.add("1a", 5), name="Another name")
    saturday, next_tuesday = washington(2026, 9, 19, 9), washington(2026, 9, 22, 9)
    assert remind(LATE, saturday, next_tuesday) == [1, 0, 1]


def test_what_was_answered_is_told_of_no_more(office: Office) -> None:
    asks_to_change(office, office.add("1a", 5), name="Another name")
    accepts(office)
    assert remind(LATE) == [0]
    assert ASKED_AT < LATE
