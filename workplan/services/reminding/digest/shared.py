"""What the mails of one claim say in common, read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models import Agency, Directive, Membership, Notice, Plan, Reminder, ReminderRule, Task, User
from models.reminding.outgoing import Outgoing
from workplan.services.record.read_models import read
from workplan.services.reminding.digest import task_facts
from workplan.services.reminding.digest.task_facts import Rule
from workplan.services.tasks.states import PlanDay, day_of


@dataclass
class Shared:
    """Facts of some rows, by what they are about; as many selects for many mails as for one.

    Args:
        agencies: the label of the agency for which a person is in a plan, by both.
        waiting: the words that say who waits for a task.
        reported: the last report on a task, in words.
    """

    session: Session
    now: datetime
    people: dict[int, User]
    plans: dict[int, Plan]
    directives: dict[int, Directive]
    tasks: dict[int, Task]
    rules: dict[int, Rule]
    agencies: dict[tuple[int, int], str]
    waiting: dict[int, str]
    reported: dict[int, str]
    following: frozenset[int]
    days: dict[int, PlanDay] = field(default_factory=dict)

    def day(self, plan: Plan) -> PlanDay:
        """Return the day of a plan, read once."""
        if plan.id not in self.days:
            self.days[plan.id] = day_of(self.session, plan, self.now)
        return self.days[plan.id]


def of(session: Session, rows: Iterable[Outgoing], now: datetime) -> Shared:
    """Return what the mails of some rows share: nine selects at most."""
    rows = list(rows)
    people = session.scalars(select(User).where(User.id.in_({row.user_id for row in rows})))
    plans = session.scalars(select(Plan).where(Plan.id.in_({row.plan_id for row in rows}))).all()
    directives = session.scalars(
        select(Directive).where(Directive.id.in_({plan.directive_id for plan in plans}))
    )
    ids = sorted({row.task_id for row in rows if isinstance(row, Reminder)})
    about = {row.task_id for row in rows if isinstance(row, Notice) and row.task_id} | {*ids}
    tasks = session.scalars(select(Task).where(Task.id.in_(about))).all() if about else []
    rules = _rules(session, {row.rule_id for row in rows if isinstance(row, Reminder)})
    return Shared(
        session,
        now,
        {user.id: user for user in people},
        {plan.id: plan for plan in plans},
        {directive.id: directive for directive in directives},
        {task.id: task for task in tasks},
        rules,
        _agencies(session, {(row.plan_id, row.user_id) for row in rows}),
        task_facts.waiting(session, ids) if ids else {},
        task_facts.last_reports(session, ids) if ids else {},
        frozenset(rule.id for rule in rules.values() if rule.audience == "followers"),
    )


def _rules(session: Session, ids: set[int]) -> dict[int, Rule]:
    if not ids:
        return {}
    wanted = select(ReminderRule.id, ReminderRule.audience, ReminderRule.wording)
    rows = read(Rule, session.execute(wanted.where(ReminderRule.id.in_(ids))))
    return {row.id: row for row in rows}


def _agencies(session: Session, pairs: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    rows = session.execute(
        select(Membership.plan_id, Membership.user_id, Agency.label)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(tuple_(Membership.plan_id, Membership.user_id).in_(pairs))
    )
    return {(row.plan_id, row.user_id): row.label for row in rows}
