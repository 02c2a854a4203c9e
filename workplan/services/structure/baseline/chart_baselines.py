"""The baselines of a plan as everybody reads them, and the one that its charts compare with.

Gantt, burndown, pages and files all ask here, so that they never compare with two.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import Baseline, BaselineTask, User
from workplan.services.record.read_models import read, read_first

FIRST = (Baseline.is_charted.desc(), Baseline.frozen_at.desc(), Baseline.id.desc())
"""The order in which the baseline that charts compare with comes first."""


class Charted(NamedTuple):
    """The baseline that charts compare with."""

    id: int
    name: str
    frozen_on: date


class Listed(NamedTuple):
    """A baseline as the list of a plan shows it; its tasks are those that carry work."""

    id: int
    name: str
    frozen_at: datetime
    frozen_on: date
    frozen_by: str | None
    reason: str
    approved_by: str
    is_charted: bool
    retired_at: datetime | None
    version: int
    tasks: int
    finish_on: date | None


def charted(session: Session, plan_id: int, as_of: date | None = None) -> Charted | None:
    """Return the baseline that a plan's charts compare with.

    It is the chosen one; of a day before that was frozen, the latest that stood by then.

    Args:
        as_of: the day of which the chart is; today unless given.
    """
    return read_first(Charted, session.execute(_standing(plan_id, as_of).limit(1)))


def charted_in(session: Session, plan_ids: Iterable[int]) -> dict[int, Charted]:
    """Return the baseline that the charts of each of some plans compare with; one select."""
    wanted = (
        select(Baseline.plan_id, Baseline.id, Baseline.name, Baseline.frozen_on)
        .where(Baseline.plan_id.in_(plan_ids), Baseline.retired_at.is_(None))
        .order_by(*FIRST)
    )
    found: dict[int, Charted] = {}
    for row in session.execute(wanted):
        found.setdefault(row.plan_id, Charted(row.id, row.name, row.frozen_on))
    return found


def standing(session: Session, plan_id: int) -> list[Charted]:
    """Return the baselines of a plan that are not retired, the oldest first."""
    wanted = (
        select(Baseline.id, Baseline.name, Baseline.frozen_on)
        .where(Baseline.plan_id == plan_id, Baseline.retired_at.is_(None))
        .order_by(Baseline.frozen_at, Baseline.id)
    )
    return read(Charted, session.execute(wanted))


def listed(session: Session, plan_id: int) -> list[Listed]:
    """Return all baselines of a plan, the latest first; one select for any number of tasks."""
    wanted = (
        select(
            Baseline.id,
            Baseline.name,
            Baseline.frozen_at,
            Baseline.frozen_on,
            User.name.label("frozen_by"),
            Baseline.reason,
            Baseline.approved_by,
            Baseline.is_charted,
            Baseline.retired_at,
            Baseline.version,
            func.count(BaselineTask.task_id).label("tasks"),
            func.max(BaselineTask.finish_on).label("finish_on"),
        )
        .outerjoin(User, User.id == Baseline.frozen_by_id)
        .outerjoin(
            BaselineTask,
            (BaselineTask.baseline_id == Baseline.id) & BaselineTask.is_summary.is_(False),
        )
        .where(Baseline.plan_id == plan_id)
        .group_by(Baseline.id, User.name)
        .order_by(Baseline.frozen_at.desc(), Baseline.id.desc())
    )
    rows = read(Listed, session.execute(wanted))
    chosen = charted(session, plan_id)
    return [row._replace(is_charted=chosen is not None and row.id == chosen.id) for row in rows]


def _standing(plan_id: int, as_of: date | None) -> Select[int, str, date]:
    wanted = select(Baseline.id, Baseline.name, Baseline.frozen_on).where(
        Baseline.plan_id == plan_id, Baseline.retired_at.is_(None)
    )
    if as_of is not None:
        wanted = wanted.where(Baseline.frozen_on <= as_of)
    return wanted.order_by(*FIRST)
