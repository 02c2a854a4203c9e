"""Numbers that are policy: each takes effect on its very day, in rows and in selects."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Task
from support.ground.fixtures import founded, office
from support.ground.moments import washington
from workplan.extensions import db
from workplan.policy import SOON_DAYS, STALE_DAYS
from workplan.services.tasks import states

if TYPE_CHECKING:
    from support.ground.office import Office

__all__ = ["founded", "office"]

MONDAY = washington(2026, 9, 14)


@pytest.mark.parametrize(("seconds", "is_silent"), [(0, False), (-1, True)])
def test_work_under_way_is_without_news_after_fourteen_days(
    office: Office, seconds: int, is_silent: bool
) -> None:
    assert STALE_DAYS == 14
    reported_at = MONDAY - timedelta(days=STALE_DAYS) + timedelta(seconds=seconds)
    task = office.add("1a", 30)
    office.report(task, reported_at, percent=40, actual_start_on=date(2026, 8, 31))

    day = states.day_of(db.session(), office.plan(), MONDAY)

    assert day.is_silent(office.task(task), MONDAY) is is_silent
    found = db.session.scalars(
        select(Task.id).where(Task.id == task, states.is_silent(day, MONDAY))
    ).all()
    assert found == ([task] if is_silent else [])


def test_soon_is_ten_working_days(office: Office) -> None:
    assert SOON_DAYS == 10
    day = states.day_of(db.session(), office.plan(), MONDAY)
    # Ten working days after today; the days off after them would be no further away.
    wanted = {date(2026, 9, 13): False, date(2026, 9, 14): True, date(2026, 9, 28): True}
    wanted |= {date(2026, 9, 29): False}
    assert {on: day.is_soon(on) for on in wanted} == wanted
