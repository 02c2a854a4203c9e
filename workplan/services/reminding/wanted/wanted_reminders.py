"""Which reminders a plan owes by a day, and to whom; whether or not the ledger has them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Reminder, Task
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.reminders.ladder import Due, OpenTask, Rule, due_on, falling
from workplan.reminders.reach import Wishes, reached
from workplan.reminders.recipients import Concerned, Member, meant, own_people, recipients
from workplan.services.people import absences, plan_members
from workplan.services.reminding.wanted import rule_conditions
from workplan.services.reminding.wanted.ground import Ground, ground_of, rules_of
from workplan.services.tasks.due_work import owing
from workplan.vocabulary import RuleCondition

log = logging.getLogger(__name__)

Falls = Callable[[OpenTask, Sequence[Rule]], list[Due]]
"""What falls due of a task by some rules."""


class Wanted(NamedTuple):
    """A reminder that should be in the ledger, perhaps for whoever stands in for its person.

    Args:
        is_for_nobody: the lead agency has nobody who gets mail, and a coordinator gets it.
        inner_agency_id: it counts from the inner suspense of that agency.
        problem: why it cannot be planned; then it is only listed, as failed.
        is_unmet: the condition of its rule does not hold; then it is only listed, as not sent.
    """

    due: Due
    user_id: int
    in_place_of_id: int | None = None
    is_for_nobody: bool = False
    inner_agency_id: int | None = None
    problem: str = ""
    is_unmet: bool = False

    @property
    def is_inner(self) -> bool:
        """Whether it counts from an inner suspense."""
        return self.inner_agency_id is not None

    def goes_out(self, wishes: Wishes) -> bool:
        """Tell whether it is sent, to somebody with such wishes."""
        if self.problem or self.is_unmet:
            return False
        return self.is_for_nobody or wishes.wants(self.due.rule)


def wanted_on(session: Session, plan_id: int, today: date, now: datetime) -> list[Wanted]:
    """Return the reminders that a plan owes by a date, whether or not the ledger has them.

    Args:
        now: as of when conditions are asked.
    """
    return wanted_from(session, ground_of(session, plan_id, today), today, now)


def wanted_from(session: Session, ground: Ground, today: date, now: datetime) -> list[Wanted]:
    """Return the reminders that a plan that was read owes by a date."""

    def fallen(task: OpenTask, rules: Sequence[Rule]) -> list[Due]:
        return due_on(today, ground.calendar, [task], rules, federal_calendar())

    return _wanted_by(session, ground, today, now, fallen)


def wanted_between(
    session: Session,
    plan_id: int,
    now: datetime,
    first: date,
    last: date,
    *,
    task_id: int | None = None,
) -> list[Wanted]:
    """Return the reminders that will fall due between two days, were nothing to change till then.

    Who is away, and which conditions hold, is asked of today: what is to come of that, nobody has
    decided yet.

    Args:
        task_id: the one task that is asked about; all when None.
    """
    ground = ground_of(session, plan_id, last, task_id=task_id)
    today = civil_date(now, ground.plan.time_zone)

    def coming(task: OpenTask, rules: Sequence[Rule]) -> list[Due]:
        return falling(first, last, ground.calendar, task, rules, federal_calendar())

    return _wanted_by(session, ground, today, now, coming)


def _wanted_by(
    session: Session, ground: Ground, today: date, now: datetime, falls: Falls
) -> list[Wanted]:
    rules, members, parents = ground.rules, ground.members, ground.parents
    away = absences.delegates_on(session, today, members, parents)
    coordinators = recipients("coordinator", (), None, members, parents)
    conditions = {rule.condition for rule in rules}
    holds = rule_conditions.holding(session, ground.plan.id, conditions, now)
    found: list[Wanted] = []
    for task in ground.tasks:
        armed, concerned = task.armed, task.concerned
        try:
            come = falls(armed, rules)
        except (InvalidInput, OverflowError) as error:
            log.error("The reminders of task %s cannot be planned: %s", armed.id, error)
            found += _unplannable(armed, rules, coordinators, today, error)
            continue
        for due in come:
            condition = due.rule.condition
            is_unmet = condition in holds and armed.id not in holds[condition]
            mine = meant(due.rule, concerned, members, parents)
            wanted = _wanted(due, mine, away)
            if due.rule.audience == "lead" and _is_nobody_told(concerned, mine, members, parents):
                wanted += [w._replace(is_for_nobody=True) for w in _wanted(due, coordinators, away)]
            found += [w._replace(is_unmet=True) for w in wanted] if is_unmet else wanted
    return found + _wanted_inside(ground, away, today, falls)


def _wanted_inside(
    ground: Ground, away: Mapping[int, int | None], today: date, falls: Falls
) -> list[Wanted]:
    """Return what counts from inner suspenses, of which nobody but the agency’s people is told.

    The rules of the plan for lead agencies count from it, but for the early ones and what is
    overdue: the suspense itself is still ahead.
    """
    members, parents = ground.members, ground.parents
    rules = [r for r in ground.rules if _counts_inside(r)]
    found: list[Wanted] = []
    for task in ground.inner:
        [agency] = task.concerned.leads
        mine = own_people(agency, task.concerned.assignee_id, members, parents)
        try:
            come = falls(task.armed, rules)
        except (InvalidInput, OverflowError) as error:
            log.error("The inner reminders of task %s cannot be planned: %s", task.armed.id, error)
            found += _unplannable(task.armed, rules, mine, today, error)
            continue
        for due in come:
            found += [one._replace(inner_agency_id=agency) for one in _wanted(due, mine, away)]
    return found


def _counts_inside(rule: Rule) -> bool:
    """Tell whether a rule counts from an inner suspense too, whatever becomes of the task."""
    is_plain = rule.audience == "lead" and rule.condition == RuleCondition.OPEN
    return is_plain and rule.rung_days <= 0 and not rule.is_early


def _is_nobody_told(
    task: Concerned,
    mine: set[int],
    members: list[Member],
    parents: Mapping[int, int | None],
) -> bool:
    """Tell whether an agency that leads a task has nobody who gets mail."""
    return not mine or not all(
        recipients("lead", [agency], task.assignee_id, members, parents) for agency in task.leads
    )


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
    return _unplannable(armed, rules_of(session, plan_id), coordinators, today, error)


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
