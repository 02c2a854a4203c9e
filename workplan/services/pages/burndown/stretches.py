"""Which tasks of a plan stood apart until a day, claimed or ended, and from when to when."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import NamedTuple

from sqlalchemy import case, literal, select, union_all
from sqlalchemy.orm import Session

from models import Claim, Task, WayOut
from workplan.forecast.apart import Stretch
from workplan.services.record.read_models import read
from workplan.vocabulary import ClaimState, Ending


class _Row(NamedTuple):
    task_id: int
    way: str
    from_on: date
    until_on: date | None
    left_days: int


def stretches_of(
    session: Session, plan_id: int, as_of: date, inside: Set[int] | None
) -> list[Stretch]:
    """Return the stretches that began by a day; one select, for any number of tasks.

    What was decided later is not in it, so a past day gives today what it gave then.

    Args:
        inside: the tasks that are counted, unless all are.
    """
    ended = case((Claim.state != ClaimState.OPEN, Claim.decided_on))
    claims = select(
        Claim.task_id,
        literal(Ending.CLAIMED.value).label("way"),
        Claim.claimed_on.label("from_on"),
        ended.label("until_on"),
        Claim.left_days,
    ).where(Claim.plan_id == plan_id, Claim.claimed_on <= as_of)
    ways = select(
        WayOut.task_id,
        WayOut.kind,
        WayOut.decided_on,
        WayOut.back_on,
        WayOut.left_days,
    ).where(WayOut.plan_id == plan_id, WayOut.decided_on <= as_of)
    found = union_all(claims, ways).subquery()
    rows = read(
        _Row,
        session.execute(
            select(found)
            .join(Task, Task.id == found.c.task_id)
            .where(Task.removed_at.is_(None))
            .order_by(found.c.from_on, found.c.task_id)
        ),
    )
    return [
        Stretch(row.way, row.from_on, row.until_on, row.left_days)
        for row in rows
        if inside is None or row.task_id in inside
    ]
