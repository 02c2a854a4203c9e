"""Which mails would go out first if a plan were approved now: the planner as a dry run."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, Task, User
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.policy import SOON_DAYS
from workplan.services.people import mail_preferences
from workplan.services.reminding.wanted.ground import ground_of
from workplan.services.reminding.wanted.wanted_reminders import Wanted, wanted_from


class MailedTask(NamedTuple):
    """A task that a mail is about."""

    id: int
    code: str
    name: str
    due_on: date


class FirstMail(NamedTuple):
    """A mail that would go out: on which day, to whom, and about which tasks.

    Args:
        is_for_nobody: the agency of one of the tasks has nobody who gets mail, and the coordinator
            gets it.
    """

    on: date
    person: str
    tasks: list[MailedTask]
    is_for_nobody: bool


def first_mails(session: Session, plan: Plan, now: datetime) -> list[FirstMail]:
    """Return the mails of the next ten working days, as if the plan were under way from now on.

    Each day is asked of the rule by which the planner asks, so the two cannot differ as long as
    nothing changes. As many selects for any number of tasks.
    """
    ground = ground_of(session, plan.id)
    told: set[tuple[int, ...]] = set()
    days: list[tuple[date, list[Wanted]]] = []
    for day in _days(civil_date(now, plan.time_zone)):
        new = [w for w in wanted_from(session, ground, day, now) if _key(w) not in told]
        told.update(map(_key, new))
        days.append((day, [w for w in new if not w.due.is_missed]))
    wishes = mail_preferences.wishes_of(session, {w.user_id for _, new in days for w in new})
    mails: dict[tuple[date, int], list[Wanted]] = {}
    for day, new in days:
        for wanted in new:
            wish = wishes.get(wanted.user_id, mail_preferences.DEFAULTS)
            if wanted.goes_out(wish):
                mails.setdefault((day, wanted.user_id), []).append(wanted)
    return _named(session, mails)


def _days(today: date) -> list[date]:
    """Return the working days on which a mail could go out, from today on."""
    calendar = federal_calendar()
    first = today if calendar.is_working(today) else calendar.shift(calendar.on_or_before(today), 1)
    return [calendar.shift(first, number) for number in range(SOON_DAYS)]


def _key(wanted: Wanted) -> tuple[int, ...]:
    return wanted.due.rule.id, wanted.due.task.id, wanted.user_id


def _named(session: Session, mails: dict[tuple[date, int], list[Wanted]]) -> list[FirstMail]:
    people = {user for _, user in mails}
    ids = {wanted.due.task.id for found in mails.values() for wanted in found}
    names = {
        row.id: row.name
        for row in session.execute(select(User.id, User.name).where(User.id.in_(people)))
    }
    tasks = {
        row.id: row
        for row in session.execute(select(Task.id, Task.code, Task.name).where(Task.id.in_(ids)))
    }
    found = []
    for (day, user), wanted in mails.items():
        about = {w.due.task.id: w.due.task.due_on for w in wanted}
        mailed = [MailedTask(i, tasks[i].code, tasks[i].name, due) for i, due in about.items()]
        is_for_nobody = any(w.is_for_nobody for w in wanted)
        found.append(FirstMail(day, names[user], mailed, is_for_nobody))
    return sorted(found, key=lambda mail: (mail.on, mail.person))
