"""What of a plan decides about its reminders, whatever the day is: one read for all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Follower, Plan, ReminderRule, Task, TaskAgency
from workplan.calendars.working import WorkingCalendar
from workplan.reminders.ladder import OpenTask, Rule
from workplan.reminders.recipients import Concerned, Member
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.people import plan_members
from workplan.services.reporting.endings import verification
from workplan.services.structure.rule_terms import named_by
from workplan.services.tasks.due_work import owing
from workplan.vocabulary import Audience


class OwedTask(NamedTuple):
    """A task that reminders are about, and whom it concerns."""

    armed: OpenTask
    concerned: Concerned


class Ground(NamedTuple):
    """What of a plan decides about its reminders, whatever the day is."""

    plan: Plan
    calendar: WorkingCalendar
    rules: list[Rule]
    tasks: list[OwedTask]
    members: list[Member]
    parents: dict[int, int | None]


def ground_of(session: Session, plan_id: int, task_id: int | None = None) -> Ground:
    """Read what decides about the reminders of a plan.

    As many selects for any number of tasks; what only some audiences ask for is read when a rule
    has one.

    Args:
        task_id: the one task that is asked about; all when None.
    """
    plan, rules = session.get_one(Plan, plan_id), rules_of(session, plan_id)
    audiences = {rule.audience for rule in rules}
    wanted = Task.plan_id == plan_id if task_id is None else Task.id == task_id
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
    return Ground(plan, calendar_of_plan(plan), rules, tasks, members, parents)


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
