"""Queue the reminders that have fallen due: the planner.

A function of the database and a civil date, and idempotent: the ledger's unique key is the
guard, so it may run in any number of processes, at any time, after any outage.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Insert, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, Reminder, ReminderRule, Task, TaskAgency, User
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.reminders.ladder import DEFAULT_LADDER, Due, OpenTask, Rule, due_on
from workplan.reminders.recipients import Member, recipients
from workplan.services import pulses
from workplan.services.transaction import transaction

SEND_AT = time(8, 0)
REMINDED_STAGES = ("approved", "implementing")
MISSED = "Not sent: it fell due while no scheduler ran, and a later reminder took its place."


class Wanted(NamedTuple):
    """A reminder that should be in the ledger."""

    due: Due
    user_id: int


def add_default_rules(session: Session, plan_id: int) -> None:
    """Give a plan the default ladder, in the caller's transaction."""
    session.add_all(
        ReminderRule(plan_id=plan_id, rung_days=rung, audience=audience)
        for rung, audience in DEFAULT_LADDER
    )


def queue_due(now: datetime) -> int:
    """Write every reminder that has fallen due to the ledger and return how many are new.

    Rows that no longer hold (task done, suspense moved, person gone) are cancelled first.
    """
    queued = 0
    with transaction(journalled=False) as session:
        for plan in session.scalars(select(Plan).where(Plan.stage.in_(REMINDED_STAGES))):
            today = civil_date(now, plan.time_zone)
            _cancel_moot(session, plan.id)
            since = pulses.last_beat(session, pulses.PLANNER)
            listed_from = civil_date(since, plan.time_zone) if since else today
            rows = [
                _row(plan, wanted, now)
                for wanted in wanted_on(session, plan.id, today)
                if not wanted.due.is_missed or wanted.due.send_on > listed_from
            ]
            if rows:
                result = session.execute(_insert_new(session).values(rows))
                queued += max(result.rowcount, 0)  # type: ignore[attr-defined]
        pulses.beat(session, pulses.PLANNER, now)
    return queued


def wanted_on(session: Session, plan_id: int, today: date) -> list[Wanted]:
    """Return the reminders that a plan owes by a date, whether or not the ledger has them."""
    rules = [
        Rule(*row)
        for row in session.execute(
            select(ReminderRule.id, ReminderRule.rung_days, ReminderRule.audience).where(
                ReminderRule.plan_id == plan_id, ReminderRule.is_active
            )
        )
    ]
    tasks = session.execute(
        select(Task.id, Task.due_on, Task.due_set_on, Task.assignee_id).where(
            Task.plan_id == plan_id, *_owing()
        )
    ).all()
    assignees = {task.id: task.assignee_id for task in tasks}
    leads: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(TaskAgency.role == "lead", Task.plan_id == plan_id)
    ):
        leads[row.task_id].append(row.agency_id)
    members = [
        Member(*row)
        for row in session.execute(
            select(
                Membership.user_id,
                Membership.role,
                Membership.agency_id,
                Membership.is_supervisor,
            )
            .join(User, User.id == Membership.user_id)
            .where(Membership.plan_id == plan_id, User.disabled_at.is_(None))
        )
    ]
    parents = {row.id: row.parent_id for row in session.execute(select(Agency.id, Agency.parent_id))}
    armed = [OpenTask(t.id, t.due_on, t.due_set_on or t.due_on) for t in tasks]
    return [
        Wanted(due, user_id)
        for due in due_on(today, federal_calendar(), armed, rules)
        for user_id in sorted(
            recipients(
                due.rule.audience, leads[due.task.id], assignees[due.task.id], members, parents
            )
        )
    ]


def not_in_ledger(session: Session, plan_id: int, wanted: list[Wanted]) -> list[Wanted]:
    """Return those that the ledger does not have yet."""
    known = set(
        session.execute(
            select(Reminder.rule_id, Reminder.task_id, Reminder.user_id, Reminder.due_on).where(
                Reminder.plan_id == plan_id
            )
        ).tuples()
    )
    return [
        w for w in wanted if (w.due.rule.id, w.due.task.id, w.user_id, w.due.task.due_on) not in known
    ]


def _owing() -> tuple[Any, ...]:
    """Return the conditions on a task that reminders are about: open, in its plan, and due."""
    return (
        Task.removed_at.is_(None),
        Task.actual_finish_on.is_(None),
        Task.due_on.is_not(None),
    )


def still_owed() -> Any:
    """Return the condition that what a ledger row was written for still holds."""
    return and_(
        Task.id == Reminder.task_id,
        Task.due_on == Reminder.due_on,
        *_owing(),
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.plan_id == Reminder.plan_id,
            Membership.user_id == Reminder.user_id,
            User.disabled_at.is_(None),
        )
        .exists(),
    )


def _cancel_moot(session: Session, plan_id: int) -> None:
    session.execute(
        update(Reminder)
        .where(
            Reminder.plan_id == plan_id,
            or_(Reminder.state == "pending", Reminder.state == "failed"),
            ~select(Task.id).where(still_owed()).correlate(Reminder).exists(),
        )
        .values(state="cancelled", last_reply="The task is done, or its suspense or person changed.")
    )


def _row(plan: Plan, wanted: Wanted, now: datetime) -> dict[str, Any]:
    due = wanted.due
    day = max(due.send_on, civil_date(now, plan.time_zone))
    return {
        "rule_id": due.rule.id,
        "plan_id": plan.id,
        "task_id": due.task.id,
        "user_id": wanted.user_id,
        "due_on": due.task.due_on,
        "rung_days": due.rule.rung_days,
        "send_on": due.send_on,
        "state": "cancelled" if due.is_missed else "pending",
        "last_reply": MISSED if due.is_missed else "",
        "not_before": datetime.combine(day, SEND_AT, ZoneInfo(plan.time_zone)),
        "attempts": 0,
        "is_possible_copy": False,
    }


def _insert_new(session: Session) -> Any:
    """Return an insert that lets a row which is there already be."""
    dialect = session.get_bind().dialect.name
    maker: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement: Insert = maker(Reminder).on_conflict_do_nothing()
    return statement
