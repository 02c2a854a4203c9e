"""Queue the reminders that have fallen due: the planner.

A function of the database and a civil date, and idempotent: the ledger's unique key is the
guard, so it may run in any number of processes, at any time, after any outage.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from models import Plan, Reminder, ReminderRule, Task, TaskAgency
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.database import insert_or_find
from workplan.reminders.ladder import DEFAULT_LADDER, Due, OpenTask, Rule, due_on
from workplan.reminders.reach import EARLIEST_HOUR, Wishes, reached
from workplan.reminders.recipients import recipients
from workplan.services import absences, people, preferences, pulses
from workplan.services.owed import REMINDED_STAGES, owing, still_owed
from workplan.services.transaction import transaction

SEND_AT = time(EARLIEST_HOUR)
MISSED = "Not sent: it fell due while no scheduler ran, and a later reminder took its place."
MOOT = "Not sent: the task is done, its plan is closed, or its suspense or person changed."
UNWANTED = "Not sent: the person chose no reminders this early."
ONCE = ("rule_id", "task_id", "user_id", "due_on", "rung_days")
"""What the ledger has once."""


class Wanted(NamedTuple):
    """A reminder that should be in the ledger, perhaps for whoever stands in for its person."""

    due: Due
    user_id: int
    in_place_of_id: int | None = None


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
        _cancel_moot(session)
        since = pulses.last_beat(session, pulses.PLANNER)
        # In one order everywhere, so that processes wait for each other and never in a ring.
        for plan in session.scalars(
            select(Plan).where(Plan.stage.in_(REMINDED_STAGES)).order_by(Plan.id)
        ):
            today = civil_date(now, plan.time_zone)
            listed_from = civil_date(since, plan.time_zone) if since else today
            written_to = _written_to(session, plan, today)
            owed = [
                wanted
                for wanted in wanted_on(session, plan.id, today)
                if not wanted.due.is_missed or wanted.due.send_on > listed_from
            ]
            wishes = preferences.wishes_of(session, {wanted.user_id for wanted in owed})
            rows = [
                _row(
                    plan,
                    wanted,
                    today,
                    wishes.get(wanted.user_id, preferences.DEFAULTS),
                    has_had_mail=wanted.user_id in written_to,
                )
                for wanted in owed
            ]
            if rows:
                # A list of rows and not one statement, whose parameters are limited.
                table = Reminder.__table__
                statement = insert_or_find(session, table).on_conflict_do_nothing()
                queued += len(session.execute(statement.returning(table.c.id), rows).all())
                queued += _revive(session, plan, rows)
        pulses.beat(session, pulses.PLANNER, now)
    return queued


def wanted_on(session: Session, plan_id: int, today: date) -> list[Wanted]:
    """Return the reminders that a plan owes by a date, whether or not the ledger has them."""
    rules = [
        Rule(*row)
        for row in session.execute(
            select(ReminderRule.id, ReminderRule.rung_days, ReminderRule.audience)
            .where(ReminderRule.plan_id == plan_id, ReminderRule.is_active)
            .order_by(ReminderRule.id)
        )
    ]
    tasks = session.execute(
        select(Task.id, Task.due_on, Task.due_set_on, Task.assignee_id)
        .where(Task.plan_id == plan_id, owing())
        .order_by(Task.id)
    ).all()
    assignees = {task.id: task.assignee_id for task in tasks}
    leads: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(TaskAgency.role == "lead", Task.plan_id == plan_id)
    ):
        leads[row.task_id].append(row.agency_id)
    members, parents = people.members_of(session, plan_id), people.parents(session)
    away = absences.delegates_on(session, today, members, parents)
    armed = [OpenTask(t.id, t.due_on, t.due_set_on or t.due_on) for t in tasks]
    return [
        Wanted(due, user_id, meant if meant != user_id else None)
        for due in due_on(today, federal_calendar(), armed, rules)
        for user_id, meant in sorted(
            reached(
                recipients(
                    due.rule.audience, leads[due.task.id], assignees[due.task.id], members, parents
                ),
                away,
            ).items()
        )
    ]


def not_in_ledger(session: Session, plan_id: int, wanted: list[Wanted]) -> list[Wanted]:
    """Return those that the ledger does not have yet."""
    ledger = select(Reminder.rule_id, Reminder.task_id, Reminder.user_id, Reminder.due_on).where(
        Reminder.plan_id == plan_id
    )
    known = {tuple(row) for row in session.execute(ledger)}
    return [
        w
        for w in wanted
        if (w.due.rule.id, w.due.task.id, w.user_id, w.due.task.due_on) not in known
    ]


def is_time_to_write(now: datetime, zone: str) -> bool:
    """Tell whether it is a working day, and not too early, where a plan is."""
    return (
        federal_calendar().is_working(civil_date(now, zone))
        and now.astimezone(ZoneInfo(zone)).time() >= SEND_AT
    )


def _cancel_moot(session: Session) -> None:
    session.execute(
        update(Reminder)
        .where(
            or_(Reminder.state == "pending", Reminder.state == "failed"),
            ~select(Task.id).where(still_owed()).correlate(Reminder).exists(),
        )
        .values(state="cancelled", last_reply=MOOT)
    )


def _written_to(session: Session, plan: Plan, today: date) -> set[int]:
    """Return the people whose one mail of the day has gone, or is on its way."""
    midnight = datetime.combine(today, time(), ZoneInfo(plan.time_zone))
    on_its_way = and_(
        Reminder.state.in_(("sending", "failed")),
        Reminder.message_id.is_not(None),
        Reminder.not_before >= midnight,
    )
    return set(
        session.scalars(
            select(Reminder.user_id).where(
                Reminder.plan_id == plan.id, or_(on_its_way, Reminder.sent_at >= midnight)
            )
        )
    )


def _revive(session: Session, plan: Plan, rows: list[dict[str, Any]]) -> int:
    """Take up again what was given up and is owed after all, and return how many rows that is.

    The task was reopened, or the suspense moved back, before the mail would have left.
    """
    owed = {tuple(row[key] for key in ONCE): row for row in rows if row["state"] == "pending"}
    given_up = session.scalars(
        select(Reminder)
        .where(
            Reminder.plan_id == plan.id, Reminder.state == "cancelled", Reminder.last_reply == MOOT
        )
        .order_by(Reminder.id)
    )
    revived = 0
    for reminder in given_up:
        row = owed.get(tuple(getattr(reminder, key) for key in ONCE))
        if row is not None:
            reminder.state, reminder.last_reply = "pending", ""
            reminder.not_before = row["not_before"]
            revived += 1
    return revived


def _row(
    plan: Plan, wanted: Wanted, today: date, wishes: Wishes, *, has_had_mail: bool
) -> dict[str, Any]:
    due = wanted.due
    day = federal_calendar().shift(today, 1) if has_had_mail else today
    is_wanted = wishes.wants_rung(due.rule.rung_days)
    return {
        "rule_id": due.rule.id,
        "plan_id": plan.id,
        "task_id": due.task.id,
        "user_id": wanted.user_id,
        "due_on": due.task.due_on,
        "rung_days": due.rule.rung_days,
        "send_on": due.send_on,
        "in_place_of_id": wanted.in_place_of_id,
        "state": "cancelled" if due.is_missed or not is_wanted else "pending",
        "last_reply": MISSED if due.is_missed else "" if is_wanted else UNWANTED,
        "not_before": wishes.send_at(day, plan.time_zone),
        "attempts": 0,
        "is_possible_copy": False,
    }
