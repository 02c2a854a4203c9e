"""What changing a reminder rule does to mails that have not gone out: tried, told, taken back.

The change runs through the very use case that would save it, in a transaction that is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, Reminder, Task, User
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.services.dates.trial_runs import Trial
from workplan.services.people import mail_preferences
from workplan.services.record.change import Change
from workplan.services.reminding.wanted.wanted_reminders import (
    Wanted,
    not_in_ledger,
    wanted_between,
    wanted_on,
)
from workplan.services.tasks.due_work import REMINDED_STAGES

AHEAD = 30
"""How many working days ahead is looked."""
SHOWN = 10


class Unsent(NamedTuple):
    """A reminder that has not gone out: on which day it would, to whom, about what."""

    on_day: date
    to: str
    task: str
    rung_days: int
    counted_in: str


class Effect(NamedTuple):
    """What a change of the rules does.

    Args:
        given_up: how many reminders that wait in the ledger are given up.
        fewer: how many of those to come in the next working days would not go out any more.
        more: how many would go out that do not now.
        at_once: how many of these with the next run.
        lost: the first of the fewer.
        gained: the first of the more.
        is_reminded: whether anybody is reminded in the plan's stage at all.
    """

    given_up: int
    fewer: int
    more: int
    at_once: int
    lost: list[Unsent]
    gained: list[Unsent]
    is_reminded: bool


class _TakenBack(Exception):  # it ends the trial; nothing is wrong
    pass


def effect(change: Change, plan: Plan, act: Callable[[Change], None]) -> Effect:
    """Return what a change of a plan's rules would do; nothing of it is kept.

    Args:
        change: who would make it, when, and from which form.
        plan: whose rules they are.
        act: the use case that makes it.

    Raises:
        Whatever saving raises: it is refused for the same reasons.
    """
    trial = Trial(change.actor, change.now, change.form)
    plan_id, today = plan.id, civil_date(change.now, plan.time_zone)
    is_reminded = plan.stage in REMINDED_STAGES
    found: Effect | None = None
    try:
        with trial.transaction() as session:
            waiting, before = _waiting(session, plan_id), _to_come(session, plan, change.now)
            act(trial)
            session.flush()
            after = _to_come(session, plan, change.now)
            lost, gained = before.keys() - after.keys(), after.keys() - before.keys()
            found = Effect(
                waiting - _waiting(session, plan_id),
                len(lost) if is_reminded else 0,
                len(gained) if is_reminded else 0,
                sum(after[key].due.send_on <= today for key in gained) if is_reminded else 0,
                _told(session, [before[key] for key in lost], today),
                _told(session, [after[key] for key in gained], today),
                is_reminded,
            )
            raise _TakenBack
    except _TakenBack:
        assert found is not None
        return found


def _waiting(session: Session, plan_id: int) -> int:
    unsent = Reminder.state.in_(("pending", "failed"))
    wanted = select(func.count()).select_from(Reminder)
    return session.scalar(wanted.where(Reminder.plan_id == plan_id, unsent)) or 0


def _to_come(session: Session, plan: Plan, at: datetime) -> dict[tuple[object, ...], Wanted]:
    """Return what goes out from the next run on, by what the ledger would have once."""
    plan_id, today = plan.id, civil_date(at, plan.time_zone)
    last = federal_calendar().shift(federal_calendar().on_or_before(today), AHEAD)
    due = [one for one in wanted_on(session, plan_id, today, at) if not one.due.is_missed]
    tomorrow = date.fromordinal(today.toordinal() + 1)
    coming = wanted_between(session, plan_id, at, tomorrow, last)
    wanted = [*not_in_ledger(session, plan_id, due), *coming]
    wishes = mail_preferences.wishes_of(session, {one.user_id for one in wanted})
    return {
        (*one.due.task[:2], one.user_id, one.is_inner, *one.due.rule[1:-1]): one
        for one in wanted
        if one.goes_out(wishes.get(one.user_id, mail_preferences.DEFAULTS))
    }


def _told(session: Session, wanted: list[Wanted], today: date) -> list[Unsent]:
    first = sorted(wanted, key=lambda one: (one.due.send_on, one.due.task.id, one.user_id))[:SHOWN]
    people = {one.user_id for one in first}
    found = session.execute(select(User.id, User.name).where(User.id.in_(people)))
    names = {row.id: row.name for row in found}
    ids = {one.due.task.id for one in first}
    rows = session.execute(select(Task.id, Task.code, Task.name).where(Task.id.in_(ids)))
    tasks = {row.id: f"{row.code} {row.name}" for row in rows}
    return [
        Unsent(
            max(one.due.send_on, today),
            names[one.user_id],
            tasks[one.due.task.id],
            one.due.rule.rung_days,
            one.due.rule.counted_in,
        )
        for one in first
    ]
