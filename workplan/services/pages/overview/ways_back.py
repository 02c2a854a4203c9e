"""What would bring the end of a plan forward: the open work that sets it, and who acts next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import StatusReport, User
from workplan.scheduling.driver import Driver
from workplan.services.dates.open_chains import Held, open_chain
from workplan.services.record.read_models import read
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import PlanDay

Way = Literal["help", "unblock", "report", "begin", "faster", "forecast", "release", "finish"]


class Help(NamedTuple):
    """What a task's last report asks for, by whom and when; the text is empty for nothing."""

    help_needed: str
    reported_on: date
    person: str


class WayBack(NamedTuple):
    """What would bring the end forward.

    Args:
        way: what has to happen: `help` that was asked for is given, what blocks it ends, there is
            a `report`, work may `begin`, goes on `faster`, ends before its `forecast`, is
            `release`d from a date it is held to, or simply comes to its `finish`.
        ends: the task that ends last.
        task: the one that all of it waits for, on which somebody can act today.
        owners: who leads that task.
        waiting: how many tasks of the chain wait for it.
        help: what its last report asked for.
    """

    way: Way
    ends: Held
    task: Held
    owners: Owners
    waiting: int
    help: Help | None


def way_back(session: Session, task_id: int, day: PlanDay, now: datetime) -> WayBack | None:
    """Return what would bring forward the task that ends last; three selects for any plan.

    Args:
        session: the session.
        task_id: the task that ends last.
        day: which day it is in the plan.
        now: this moment.
    """
    chain = open_chain(session, task_id)
    first = chain[-1] if chain else None
    ids = [first.id] if first else []
    # Asked whatever comes of it, so that the page sends as many statements for any plan.
    asked, owners = _help(session, ids), owners_of(session, ids)
    if first is None or not first.is_open:
        return None
    way = _way(first, day, now, asked)
    return WayBack(way, chain[0], first, owners.get(first.id, NOBODY), len(chain) - 1, asked)


def _way(task: Held, day: PlanDay, now: datetime, asked: Help | None) -> Way:
    driver = Driver.decoded(task.driver or "start:").kind
    if asked and asked.help_needed:
        return "help"
    if task.status == "blocked":
        return "unblock"
    if day.is_silent(task, now):
        return "report"
    if driver == "forecast":
        return "forecast"
    if driver == "constraint" and task.constraint_on:
        return "release"
    if task.percent:
        return "faster" if driver == "status" else "finish"
    return "begin" if driver in ("status", "link") else "finish"


def _help(session: Session, ids: list[int]) -> Help | None:
    """Return what the last report on a task asks for."""
    wanted = (
        select(StatusReport.help_needed, StatusReport.reported_on, User.name.label("person"))
        .join(User, User.id == StatusReport.user_id)
        .where(StatusReport.task_id.in_(ids))
        .order_by(StatusReport.reported_at.desc(), StatusReport.id.desc())
        .limit(1)
    )
    return next(iter(read(Help, session.execute(wanted))), None)
