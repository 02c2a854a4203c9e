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
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.people import mail_preferences
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reminding.wanted.wanted_reminders import wanted_between
from workplan.services.tasks.due_work import REMINDED_STAGES

SOON, FAR = 5, 30
"""How many working days ahead the page looks, and how many when it is asked for more."""
LONGEST = timedelta(days=366)
"""How far two days may lie apart between which mails are asked for."""


class ComingTask(NamedTuple):
    """What a mail says of a task."""

    code: str
    name: str
    due_on: date
    rung_days: int
    counted_in: str
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
    counted_in: str
    is_for_nobody: bool
    inner_agency_id: int | None


class Recipient(NamedTuple):
    """Who gets mail, and for which agency."""

    id: int
    name: str
    label: str | None


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
    today, mail = civil_date(now, plan.time_zone), federal_calendar()
    last = mail.shift(mail.on_or_before(today), days)
    falling = _falling(session, plan, now, today + timedelta(days=1), last)
    return _gathered(session, plan, standing, [*_waiting(session, plan), *falling])


def coming_between(
    session: Session, plan: Plan, standing: Standing, now: datetime, first: date, last: date
) -> list[ComingMail]:
    """Return the mails that would go out between two days, as far as a person may read them.

    Suspenses, absences and conditions are taken as they stand today.

    Raises:
        InvalidInput: when the days are not to come, in the wrong order, or too far apart.
    """
    today = civil_date(now, plan.time_zone)
    if first <= today:
        raise InvalidInput("from", f"{day_words(first)} is not to come. Give tomorrow or later.")
    if last < first:
        raise InvalidInput("to", f"{day_words(last)} is before the first day. Give a later one.")
    if last - first > LONGEST:
        raise InvalidInput(
            "to", f"That is {(last - first).days:,} days. Choose {LONGEST.days} at most."
        )
    if plan.stage not in REMINDED_STAGES or not standing.may_read_journal:
        return []
    return _gathered(session, plan, standing, _falling(session, plan, now, first, last))


def _gathered(
    session: Session, plan: Plan, standing: Standing, owed: Sequence[Owed]
) -> list[ComingMail]:
    """Return reminders as the mails in which they go out, the earliest first."""
    tasks = {
        row.id: row
        for row in session.execute(
            select(Task.id, Task.code, Task.name).where(
                Task.id.in_({one.task_id for one in owed}),
                *(() if standing.may_read_everything else (standing.owned(),)),
            )
        )
    }
    people = people_of(session, plan, {one.user_id for one in owed})
    found: dict[tuple[date, int], ComingMail] = {}
    for one in sorted(owed, key=lambda one: (one.at, one.user_id, one.due_on, one.task_id)):
        task, to = tasks.get(one.task_id), people[one.user_id]
        inside = one.inner_agency_id
        if task is None or (inside is not None and not standing.sees_inside(inside)):
            continue
        mail = found.setdefault(
            (civil_date(one.at, plan.time_zone), one.user_id),
            ComingMail(one.at, to.name, to.label or "", plan.title, []),
        )
        day = one.due_on, one.rung_days, one.counted_in
        rest = *day, one.is_for_nobody, inside is not None
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
        Reminder.counted_in,
        Reminder.is_for_nobody,
        Reminder.inner_agency_id,
    ).where(Reminder.plan_id == plan.id, Reminder.state.in_(("pending", "failed")))
    return read(Owed, session.execute(wanted))


def _falling(session: Session, plan: Plan, now: datetime, first: date, last: date) -> list[Owed]:
    """Return the rungs that fall on some days after today."""
    wanted = wanted_between(session, plan.id, now, first, last)
    wishes = mail_preferences.wishes_of(session, {one.user_id for one in wanted})
    found = []
    for one in wanted:
        wish = wishes.get(one.user_id, mail_preferences.DEFAULTS)
        if one.goes_out(wish):
            at, rule = wish.send_at(one.due.send_on, plan.time_zone), one.due.rule
            task = one.due.task
            rest = task.due_on, rule.rung_days, rule.counted_in, one.is_for_nobody
            found.append(Owed(at, one.user_id, task.id, *rest, one.inner_agency_id))
    return found


def people_of(session: Session, plan: Plan, ids: set[int]) -> dict[int, Recipient]:
    """Return some people with their agency in a plan; one select."""
    rows = session.execute(
        select(User.id, User.name, Agency.label)
        .outerjoin(Membership, (Membership.user_id == User.id) & (Membership.plan_id == plan.id))
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(User.id.in_(ids))
    )
    return {row.id: row for row in read(Recipient, rows)}


def next_run(zones: Sequence[str], now: datetime) -> datetime | None:
    """Return when mail goes out next in some time zones, at the earliest hour; None for none."""
    calendar, default = federal_calendar(), mail_preferences.DEFAULTS
    return min((default.digest_at(now, zone, calendar) for zone in zones), default=None)
