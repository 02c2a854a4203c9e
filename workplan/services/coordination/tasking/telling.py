"""Tell the coordinators of a plan, once, what waits too long: what no agency acknowledged.

Part of every beat, and safe in any number of processes: what was told stands in the ledger.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, select

from models import Notice, Plan, Task, TaskAgency
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.tasking.unacknowledged import Outstanding, outstanding
from workplan.services.people import plan_members
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.tasks.states import day_of

log = logging.getLogger(__name__)


def tell_what_waits(now: datetime) -> int:
    """Write to the ledger what waits too long in each plan under way; return how many plans.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    waiting = session.scalars(
        outstanding(_is_untold()).with_only_columns(Task.plan_id).order_by(None).distinct()
    ).all()
    session.rollback()
    return sum(_tell_plan(Change(SCHEDULER, now), plan_id) for plan_id in sorted(waiting))


def _tell_plan(change: Change, plan_id: int) -> bool:
    try:
        return _tell(change, plan_id)
    except Exception:
        log.exception("Nobody can be told what waits in plan %s.", plan_id)
        return False


def _tell(change: Change, plan_id: int) -> bool:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        wanted = outstanding(Task.plan_id == plan_id, _is_untold())
        late: dict[int, list[Outstanding]] = defaultdict(list)
        for row in read(Outstanding, session.execute(wanted)):
            waited = day.calendar.working_days_between(row.given_on, day.today)
            if waited > plan.acknowledge_days:
                late[row.id].append(row)
        members = plan_members.members_of(session, plan_id)
        coordinators = [m.user_id for m in members if m.role == "coordinator"]
        told = [
            Told(one, News("unacknowledged", _said(rows)), coordinators)
            for one, rows in late.items()
        ]
        return bool(notices.tell_all(change, plan_id, told))


def _said(rows: list[Outstanding]) -> str:
    """Say which agencies have not acknowledged a task, and since when they have it."""
    return "; ".join(f"{row.label}, given {day_words(row.given_on)}" for row in rows)


def _is_untold() -> ColumnElement[bool]:
    told = select(Notice.id).where(
        Notice.kind == "unacknowledged",
        Notice.task_id == TaskAgency.task_id,
        Notice.told_at >= TaskAgency.given_at,
    )
    return ~told.exists()
