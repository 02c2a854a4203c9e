"""What of a plan decides about its reminders, whatever the day is: one read for all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import Follower, InnerSuspense, Plan, ReminderRule, Task, TaskAgency
from workplan.calendars.working import LAST_YEAR, WorkingCalendar, federal_calendar
from workplan.errors import InvalidInput
from workplan.reminders.ladder import OpenTask, Rule, horizon
from workplan.reminders.recipients import Concerned, Member
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.people import plan_members
from workplan.services.reporting.endings import verification
from workplan.services.structure.rule_terms import named_by
from workplan.services.tasks.due_work import inner_owing, owing
from workplan.vocabulary import Audience

END_OF_CALENDARS = date(LAST_YEAR, 12, 31)


class OwedTask(NamedTuple):
    """A task that reminders are about, and whom it concerns."""

    armed: OpenTask
    concerned: Concerned


class Ground(NamedTuple):
    """What of a plan decides about its reminders, whatever the day is.

    Args:
        inner: tasks by the inner suspense of one of their leads.
    """

    plan: Plan
    calendar: WorkingCalendar
    rules: list[Rule]
    tasks: list[OwedTask]
    inner: list[OwedTask]
    members: list[Member]
    parents: dict[int, int | None]


def ground_of(session: Session, plan_id: int, by: date, *, task_id: int | None = None) -> Ground:
    """Read what decides about the reminders of a plan.

    As many selects for any number of tasks; what only some audiences ask for is read when a rule
    has one. What cannot have a rung by a day is left out: most of a long plan, on most days.

    Args:
        by: the last day that is asked about.
        task_id: the one task that is asked about; all when None.
    """
    plan, rules = session.get_one(Plan, plan_id), rules_of(session, plan_id)
    audiences = {rule.audience for rule in rules}
    calendar = calendar_of_plan(plan)
    of_plan = Task.plan_id == plan_id if task_id is None else Task.id == task_id
    # What lies beyond every calendar says so at once, and not when its day comes near.
    is_near = or_(Task.due_on < _horizon(calendar, rules, by), Task.due_on > END_OF_CALENDARS)
    wanted = and_(of_plan, is_near)
    roles = _roles(session, wanted)
    followers = _followers(session, wanted) if Audience.FOLLOWERS in audiences else {}
    rows = session.execute(
        select(Task.id, Task.due_on, Task.due_set_on, Task.assignee_id)
        .where(wanted, owing())
        .order_by(Task.id)
    ).all()
    verifiers: dict[int, dict[int, str]] = {}
    if Audience.VERIFIER in audiences:
        verifiers = verification.checkers_of(session, {row.id: plan_id for row in rows})
    tasks = [
        OwedTask(
            OpenTask(row.id, row.due_on, row.due_set_on or row.due_on),
            Concerned(
                roles[row.id].get("lead", []),
                row.assignee_id,
                {role: found for role, found in roles[row.id].items() if role != "lead"},
                verifiers.get(row.id, ()),
                followers.get(row.id, ()),
            ),
        )
        for row in rows
    ]
    members, parents = plan_members.members_of(session, plan_id), plan_members.parents(session)
    inner = _inner(session, of_plan)
    return Ground(plan, calendar, rules, tasks, inner, members, parents)


def _horizon(calendar: WorkingCalendar, rules: list[Rule], by: date) -> date:
    try:
        return horizon(by, calendar, rules, federal_calendar())
    except (InvalidInput, OverflowError):
        return date.max  # The calendar ends; every task says for itself that it cannot be planned.


def _inner(session: Session, wanted: ColumnElement[bool]) -> list[OwedTask]:
    rows = session.execute(
        select(InnerSuspense, Task.id, Task.assignee_id)
        .join(Task, inner_owing())
        .where(wanted)
        .order_by(Task.id, InnerSuspense.agency_id)
    )
    return [
        OwedTask(OpenTask(task, row.due_on, row.set_on), Concerned([row.agency_id], assignee))
        for row, task, assignee in rows
        if row.due_on is not None
    ]


def rules_of(session: Session, plan_id: int) -> list[Rule]:
    """Return the rules of a plan that are on."""
    rows = session.execute(
        select(
            ReminderRule.id,
            ReminderRule.rung_days,
            ReminderRule.audience,
            ReminderRule.counted_in,
            ReminderRule.condition,
        )
        .where(
            ReminderRule.plan_id == plan_id,
            ReminderRule.is_active,
            ReminderRule.retired_at.is_(None),
        )
        .order_by(ReminderRule.id)
    )
    rules = [Rule(*row) for row in rows]
    naming = [rule.id for rule in rules if rule.audience == Audience.NAMED]
    named = named_by(session, naming) if naming else {}
    return [rule._replace(named=named.get(rule.id, ())) for rule in rules]


def _roles(session: Session, wanted: ColumnElement[bool]) -> dict[int, dict[str, list[int]]]:
    """Return the agencies of each task by what they do for it."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in session.execute(
        select(TaskAgency.task_id, TaskAgency.role, TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(wanted)
    ):
        found[row.task_id][row.role].append(row.agency_id)
    return found


def _followers(session: Session, wanted: ColumnElement[bool]) -> dict[int, Collection[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in session.execute(
        select(Follower.task_id, Follower.user_id)
        .join(Task, Task.id == Follower.task_id)
        .where(wanted)
    ):
        found[row.task_id].add(row.user_id)
    return dict(found)
