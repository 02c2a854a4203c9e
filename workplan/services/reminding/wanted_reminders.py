"""Which reminders a plan owes by a day, and to whom; whether or not the ledger has them."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import InnerSuspense, Plan, Reminder, ReminderRule, Task, TaskAgency
from workplan.calendars.working import WorkingCalendar, federal_calendar
from workplan.errors import InvalidInput
from workplan.reminders.ladder import Due, OpenTask, Rule, due_on, falling
from workplan.reminders.reach import EARLY_RUNG, reached
from workplan.reminders.recipients import Member, own_people, recipients
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.people import absences, plan_members
from workplan.services.tasks.due_work import inner_owing, owing

log = logging.getLogger(__name__)

Falls = Callable[[OpenTask, Sequence[Rule]], list[Due]]
"""What falls due of a task by some rules."""


class Wanted(NamedTuple):
    """A reminder that should be in the ledger, perhaps for whoever stands in for its person.

    Args:
        is_for_nobody: the lead agency has nobody who gets mail, and a coordinator gets it.
        is_inner: it counts from the inner suspense of an agency.
        problem: why it cannot be planned; then it is only listed, as failed.
    """

    due: Due
    user_id: int
    in_place_of_id: int | None = None
    is_for_nobody: bool = False
    is_inner: bool = False
    problem: str = ""


class OwedTask(NamedTuple):
    """A task that reminders are about, and who leads it."""

    armed: OpenTask
    assignee_id: int | None
    leads: list[int]


class Ground(NamedTuple):
    """What of a plan decides about its reminders, whatever the day is.

    Args:
        inner: tasks by the inner suspense of one of their leads.
    """

    calendar: WorkingCalendar
    rules: list[Rule]
    tasks: list[OwedTask]
    inner: list[OwedTask]
    members: list[Member]
    parents: dict[int, int | None]


def ground_of(session: Session, plan_id: int) -> Ground:
    """Read what decides about the reminders of a plan; seven selects, however large it is."""
    leads: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(TaskAgency.role == "lead", Task.plan_id == plan_id)
    ):
        leads[row.task_id].append(row.agency_id)
    rows = session.execute(
        select(Task.id, Task.due_on, Task.due_set_on, Task.assignee_id)
        .where(Task.plan_id == plan_id, owing())
        .order_by(Task.id)
    )
    tasks = [
        OwedTask(
            OpenTask(row.id, row.due_on, row.due_set_on or row.due_on),
            row.assignee_id,
            leads[row.id],
        )
        for row in rows
    ]
    members, parents = plan_members.members_of(session, plan_id), plan_members.parents(session)
    calendar = calendar_of_plan(session.get_one(Plan, plan_id))
    inner = _inner(session, plan_id)
    return Ground(calendar, _rules(session, plan_id), tasks, inner, members, parents)


def wanted_on(session: Session, plan_id: int, today: date) -> list[Wanted]:
    """Return the reminders that a plan owes by a date, whether or not the ledger has them."""
    return wanted_from(session, ground_of(session, plan_id), today)


def wanted_from(session: Session, ground: Ground, today: date) -> list[Wanted]:
    """Return the reminders that a plan that was read owes by a date; one select."""

    def fallen(task: OpenTask, rules: Sequence[Rule]) -> list[Due]:
        return due_on(today, ground.calendar, [task], rules, federal_calendar())

    return _wanted_by(session, ground, today, fallen)


def wanted_between(
    session: Session, plan_id: int, today: date, first: date, last: date
) -> list[Wanted]:
    """Return the reminders that will fall due between two days, were nothing to change till then.

    Who is away is asked of today: what is to come of that, nobody has decided yet.
    """
    ground = ground_of(session, plan_id)

    def coming(task: OpenTask, rules: Sequence[Rule]) -> list[Due]:
        return falling(first, last, ground.calendar, task, rules, federal_calendar())

    return _wanted_by(session, ground, today, coming)


def _wanted_by(session: Session, ground: Ground, today: date, falls: Falls) -> list[Wanted]:
    rules, members, parents = ground.rules, ground.members, ground.parents
    away = absences.delegates_on(session, today, members, parents)
    coordinators = recipients("coordinator", (), None, members, parents)
    found: list[Wanted] = []
    for task in ground.tasks:
        armed, assignee_id = task.armed, task.assignee_id
        try:
            come = falls(armed, rules)
        except (InvalidInput, OverflowError) as error:
            log.error("The reminders of task %s cannot be planned: %s", armed.id, error)
            found += _unplannable(armed, rules, coordinators, today, error)
            continue
        for due in come:
            mine = recipients(due.rule.audience, task.leads, assignee_id, members, parents)
            found += _wanted(due, mine, away)
            is_missing = due.rule.audience == "lead" and (
                not mine
                or not all(
                    recipients("lead", [agency], assignee_id, members, parents)
                    for agency in task.leads
                )
            )
            if is_missing:
                found += [w._replace(is_for_nobody=True) for w in _wanted(due, coordinators, away)]
    return found + _wanted_inside(ground, away, today, falls)


def _wanted_inside(
    ground: Ground, away: Mapping[int, int | None], today: date, falls: Falls
) -> list[Wanted]:
    """Return what counts from inner suspenses, of which nobody but the agency’s people is told.

    The rules of the plan for lead agencies count from it, but for the early ones and what is
    overdue: the suspense itself is still ahead.
    """
    members, parents = ground.members, ground.parents
    rules = [r for r in ground.rules if r.audience == "lead" and EARLY_RUNG <= r.rung_days <= 0]
    found: list[Wanted] = []
    for task in ground.inner:
        [agency] = task.leads
        mine = own_people(agency, task.assignee_id, members, parents)
        try:
            come = falls(task.armed, rules)
        except (InvalidInput, OverflowError) as error:
            log.error("The inner reminders of task %s cannot be planned: %s", task.armed.id, error)
            found += _unplannable(task.armed, rules, mine, today, error)
            continue
        for due in come:
            found += [one._replace(is_inner=True) for one in _wanted(due, mine, away)]
    return found


def _wanted(due: Due, meant: set[int], away: Mapping[int, int | None]) -> list[Wanted]:
    """Return a reminder for each person who is reached for those it is meant for."""
    return [
        Wanted(due, user_id, absent if absent != user_id else None)
        for user_id, absent in sorted(reached(meant, away).items())
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


def listed_as_failed(session: Session, plan_id: int, today: date, error: Exception) -> list[Wanted]:
    """Return what lists a plan that cannot be planned: its first task, to its coordinators."""
    task = session.execute(
        select(Task.id, Task.due_on, Task.due_set_on)
        .where(Task.plan_id == plan_id, owing())
        .order_by(Task.id)
        .limit(1)
    ).first()
    if task is None:
        return []
    members = plan_members.members_of(session, plan_id)
    coordinators = recipients("coordinator", (), None, members, {})
    armed = OpenTask(task.id, task.due_on, task.due_set_on or task.due_on)
    return _unplannable(armed, _rules(session, plan_id), coordinators, today, error)


def _unplannable(
    task: OpenTask,
    rules: Sequence[Rule],
    people: Collection[int],
    today: date,
    error: Exception,
) -> list[Wanted]:
    """Return what lists a task whose rungs cannot be counted, once for each of some people."""
    if not rules:
        return []
    due = Due(rules[0], task, today, is_missed=False)
    return [Wanted(due, user_id, problem=str(error)) for user_id in sorted(people)]


def _inner(session: Session, plan_id: int) -> list[OwedTask]:
    rows = session.execute(
        select(InnerSuspense, Task.id, Task.assignee_id)
        .join(Task, inner_owing())
        .where(Task.plan_id == plan_id)
        .order_by(Task.id, InnerSuspense.agency_id)
    )
    return [
        OwedTask(OpenTask(task, row.due_on, row.set_on), assignee, [row.agency_id])
        for row, task, assignee in rows
        if row.due_on is not None
    ]


def _rules(session: Session, plan_id: int) -> list[Rule]:
    return [
        Rule(*row)
        for row in session.execute(
            select(ReminderRule.id, ReminderRule.rung_days, ReminderRule.audience)
            .where(
                ReminderRule.plan_id == plan_id,
                ReminderRule.is_active,
                ReminderRule.retired_at.is_(None),
            )
            .order_by(ReminderRule.id)
        )
    ]
