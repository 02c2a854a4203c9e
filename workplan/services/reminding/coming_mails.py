"""What goes out next: what waits in the ledger, and the rungs that fall on the coming days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, Reminder, Task, User
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.services.people import mail_preferences
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reminding.wanted_reminders import wanted_between
from workplan.services.tasks.due_work import REMINDED_STAGES

SOON, FAR = 5, 30
"""How many working days ahead the page looks, and how many when it is asked for more."""


class ComingTask(NamedTuple):
    """What a mail says of a task."""

    code: str
    name: str
    due_on: date
    rung_days: int
    is_for_nobody: bool
    is_inner: bool


class ComingMail(NamedTuple):
    """A mail that goes out on a day, if nothing changes till then."""

    at: datetime
    to: str
    agency: str
    plan: str
    tasks: list[ComingTask]


class Owed(NamedTuple):
    """A reminder that goes out: when, to whom, about what."""

    at: datetime
    user_id: int
    task_id: int
    due_on: date
    rung_days: int
    is_for_nobody: bool
    is_inner: bool


class Recipient(NamedTuple):
    """Who gets mail, for which agency, and whether the reader sees what that keeps to itself."""

    id: int
    name: str
    label: str | None
    is_own: bool


def coming(
    session: Session, plan: Plan, standing: Standing, now: datetime, days: int = SOON
) -> list[ComingMail]:
    """Return the mails that go out next in a plan, as far as a person may read them.

    The same number of selects for any number of tasks.

    Args:
        session: the session.
        plan: whose mails they are.
        standing: what the person is in it.
        now: this moment.
        days: how many working days ahead.
    """
    if plan.stage not in REMINDED_STAGES or not standing.may_read_journal:
        return []
    owed = [*_waiting(session, plan), *_falling(session, plan, now, days)]
    tasks = {
        row.id: row
        for row in session.execute(
            select(Task.id, Task.code, Task.name).where(
                Task.id.in_({one.task_id for one in owed}),
                *(() if standing.may_read_everything else (standing.owned(),)),
            )
        )
    }
    people = _people(session, plan, standing, {one.user_id for one in owed})
    found: dict[tuple[date, int], ComingMail] = {}
    for one in sorted(owed, key=lambda one: (one.at, one.user_id, one.due_on, one.task_id)):
        task, to = tasks.get(one.task_id), people[one.user_id]
        if task is None or (one.is_inner and not to.is_own):
            continue
        mail = found.setdefault(
            (civil_date(one.at, plan.time_zone), one.user_id),
            ComingMail(one.at, to.name, to.label or "", plan.title, []),
        )
        rest = one.due_on, one.rung_days, one.is_for_nobody, one.is_inner
        mail.tasks.append(ComingTask(task.code, task.name, *rest))
    return list(found.values())


def _waiting(session: Session, plan: Plan) -> list[Owed]:
    """Return what waits in the ledger, or is tried again."""
    wanted = select(
        Reminder.not_before.label("at"),
        Reminder.user_id,
        Reminder.task_id,
        Reminder.due_on,
        Reminder.rung_days,
        Reminder.is_for_nobody,
        Reminder.is_inner,
    ).where(Reminder.plan_id == plan.id, Reminder.state.in_(("pending", "failed")))
    return read(Owed, session.execute(wanted))


def _falling(session: Session, plan: Plan, now: datetime, days: int) -> list[Owed]:
    """Return the rungs that fall on the days after today."""
    today = civil_date(now, plan.time_zone)
    mail = federal_calendar()
    last = mail.shift(mail.on_or_before(today), days)
    tomorrow = today + timedelta(days=1)
    wanted = [
        one for one in wanted_between(session, plan.id, today, tomorrow, last) if not one.problem
    ]
    wishes = mail_preferences.wishes_of(session, {one.user_id for one in wanted})
    found = []
    for one in wanted:
        wish = wishes.get(one.user_id, mail_preferences.DEFAULTS)
        rung = one.due.rule.rung_days
        if one.is_for_nobody or wish.wants_rung(rung):
            at = wish.send_at(one.due.send_on, plan.time_zone)
            task = one.due.task
            rest = task.due_on, rung, one.is_for_nobody, one.is_inner
            found.append(Owed(at, one.user_id, task.id, *rest))
    return found


def _people(
    session: Session, plan: Plan, standing: Standing, ids: set[int]
) -> dict[int, Recipient]:
    is_own = standing.own_agency(Membership.agency_id).label("is_own")
    rows = session.execute(
        select(User.id, User.name, Agency.label, is_own)
        .outerjoin(Membership, (Membership.user_id == User.id) & (Membership.plan_id == plan.id))
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(User.id.in_(ids))
    )
    return {row.id: row for row in read(Recipient, rows)}


def next_run(zones: Sequence[str], now: datetime) -> datetime | None:
    """Return when mail goes out next in some time zones, at the earliest hour; None for none."""
    calendar, default = federal_calendar(), mail_preferences.DEFAULTS
    return min((default.digest_at(now, zone, calendar) for zone in zones), default=None)
