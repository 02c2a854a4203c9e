"""Tell the coordinators of a plan, once, what waits too long: for an acknowledgement, or for them.

Part of every beat, and safe in any number of processes: what was told stands in the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from models import Extension, Notice, Plan, Task, TaskAgency
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.policy import ANSWER_DAYS
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.tasking.unacknowledged import Outstanding, outstanding
from workplan.services.people import plan_members
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.record.read_models import read
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.states import PlanDay, day_of, is_open


def tell_what_waits(now: datetime) -> int:
    """Write to the ledger what waits too long in each plan under way; return how many plans.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    unasked = outstanding(_is_untold()).with_only_columns(Task.plan_id).order_by(None)
    unanswered = _unanswered(true()).with_only_columns(Task.plan_id)
    waiting = {*session.scalars(unasked.distinct()), *session.scalars(unanswered.distinct())}
    session.rollback()
    return plan_by_plan(waiting, now, _tell, "Nobody can be told what waits")


def _tell(change: Change, plan_id: int) -> bool:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        found = {**_unacknowledged(session, plan, day), **_requests(session, plan, day)}
        members = plan_members.members_of(session, plan_id)
        coordinators = [m.user_id for m in members if m.role == "coordinator"]
        told = [
            Told(task_id, News(kind, said), coordinators) for (kind, task_id), said in found.items()
        ]
        return bool(notices.tell_all(change, plan_id, told))


Found = dict[tuple[str, int], str]
"""What is to be told, by its kind and its task."""


def _unacknowledged(session: Session, plan: Plan, day: PlanDay) -> Found:
    """Return which agencies have not acknowledged a task, and since when they have it."""
    late: dict[int, list[Outstanding]] = defaultdict(list)
    wanted = outstanding(Task.plan_id == plan.id, _is_untold())
    for row in read(Outstanding, session.execute(wanted)):
        if day.calendar.working_days_between(row.given_on, day.today) > plan.acknowledge_days:
            late[row.id].append(row)
    return {
        ("unacknowledged", task_id): "; ".join(
            f"{row.label}, given {day_words(row.given_on)}" for row in rows
        )
        for task_id, rows in late.items()
    }


def _requests(session: Session, plan: Plan, day: PlanDay) -> Found:
    """Return which requests for a later suspense nobody has answered in time."""
    found: Found = {}
    for task_id, wanted_on, waits_since in session.execute(_unanswered(Task.plan_id == plan.id)):
        since = civil_date(waits_since, plan.time_zone)
        if day.calendar.working_days_between(since, day.today) > ANSWER_DAYS:
            said = f"{day_words(wanted_on)}, waits since {day_words(since)}"
            found["extension_waits", task_id] = said
    return found


def _unanswered(condition: ColumnElement[bool]) -> Select[int, date, datetime]:
    """Return the select of the requests in plans under way that nobody was reminded of."""
    told = select(Notice.id).where(
        Notice.kind == "extension_waits",
        Notice.task_id == Extension.task_id,
        Notice.told_at >= Extension.waits_since,
    )
    return (
        select(Extension.task_id, Extension.wanted_on, Extension.waits_since)
        .join(Task, Task.id == Extension.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Extension.state == "asked", is_open(), is_under_way(), condition, ~told.exists())
    )


def _is_untold() -> ColumnElement[bool]:
    told = select(Notice.id).where(
        Notice.kind == "unacknowledged",
        Notice.task_id == TaskAgency.task_id,
        Notice.told_at >= TaskAgency.given_at,
    )
    return ~told.exists()
