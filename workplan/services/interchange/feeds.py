"""Suspenses and milestones as calendars: of a plan, and of a person at a secret address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from models import Plan, Task, User
from workplan.errors import NotFound
from workplan.exchange import ical_file
from workplan.exchange.ical_file import CalendarDay
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks import states


def days_of(session: Session, which: ColumnElement[bool], base_url: str) -> list[CalendarDay]:
    """Return the suspenses and the milestones of some tasks, but for what will not be done.

    What is done or claimed stays on its day and says so. What has subtasks is no milestone,
    however long it is said to take itself.
    """
    days = []
    child = aliased(Task)
    below = select(child.id).where(child.parent_id == Task.id, child.removed_at.is_(None))
    is_milestone = and_(Task.duration_days == 0, ~below.exists())
    rows = session.execute(
        select(Task, Plan.title, is_milestone)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            which,
            Task.removed_at.is_(None),
            states.is_to_be_done(),
            or_(Task.due_on.is_not(None), is_milestone),
        )
        .order_by(Task.plan_id, Task.position)
    )
    for task, title, is_moment in rows:
        name, link = f"{task.code} {task.name}", f"{base_url}/tasks/{task.id}"
        over = "" if task.is_open else "Claimed: " if task.ending else "Done: "
        if task.due_on is not None:
            said = f"Suspense in {title}"
            key = f"suspense-{task.id}"
            days.append(
                CalendarDay(key, task.due_on, f"{over or 'Due: '}{name}", said, link, task.version)
            )
        if is_moment and task.finish_on is not None:
            said = f"Milestone of {title}, as {'reported' if over else 'computed'}"
            key = f"milestone-{task.id}"
            days.append(CalendarDay(key, task.finish_on, over + name, said, link, task.version))
    return days


def give(change: Change, *, is_wanted: bool) -> str:
    """Give a person a new calendar address and return its secret; or take the address away.

    An address that was given before leads nowhere from then on.
    """
    token = secrets.token_urlsafe(24) if is_wanted else ""
    with change.transaction() as session:
        user = session.get_one(User, change.actor.id)
        user.feed_hash = _hash(token) if token else None
        verb = "user.feed_given" if token else "user.feed_ended"
        entry = journal.Entry(verb, ("user", user.id))
        journal.note(change, None, entry)
    return token


def calendar_at(session: Session, token: str, base_url: str, now: datetime) -> bytes:
    """Return the calendar at a secret address: what a lead owns, or all that others may see.

    Raises:
        NotFound: for an address that was never given, or was taken away.
    """
    user = session.scalar(
        select(User).where(User.feed_hash == _hash(token), User.disabled_at.is_(None))
    )
    if user is None:
        raise NotFound("There is no calendar at this address. Make a new one in your account.")
    actor = Actor(user.id, user.name, "link")
    theirs = [
        standing.owned() if standing.has_own_work else Task.plan_id == standing.plan_id
        for standing in rights.standings(session, actor)
    ]
    days = days_of(session, or_(*theirs), base_url) if theirs else []
    host = base_url.partition("//")[2] or "workplan"
    said = "Your suspenses and milestones; other tasks are not in a calendar."
    return ical_file.write("Workplan", days, host, now, said)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
