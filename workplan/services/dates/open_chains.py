"""What open work a date waits for, back to where it begins; one select, however long the chain."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, select
from sqlalchemy.orm import Session

from models import Task, User
from workplan.scheduling.driver import Driver
from workplan.services.record.read_models import read

LINK, DIGITS = "link:", "0123456789"
"""How the driver of a task that waits for another begins; the id of the other follows."""


class Held(NamedTuple):
    """An open task of a chain, and who does its work, if it is in the hands of a person."""

    id: int
    code: str
    name: str
    driver: str | None
    status: str
    percent: int
    is_open: bool
    start_on: date | None
    finish_on: date | None
    forecast_on: date | None
    constraint_on: date | None
    reported_at: datetime | None
    person: str | None

    @property
    def predecessor(self) -> int | None:
        """The task that it waits for."""
        return Driver.decoded(self.driver).predecessor if self.driver else None


def open_chain(session: Session, task_id: int) -> list[Held]:
    """Return the open tasks that set when one ends, that task first, each waiting for the next.

    It stops before work that is done: nobody can act on that any more.
    """
    chain = select(Task.id, Task.driver).where(Task.id == task_id).cte("open_chain", recursive=True)
    chain = chain.union(
        select(Task.id, Task.driver)
        .join(chain, Task.id == waited_for(chain.c.driver))
        .where(and_(Task.is_open, Task.removed_at.is_(None)))
    )
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.driver,
            Task.status,
            Task.percent,
            Task.is_open,
            Task.start_on,
            Task.finish_on,
            Task.forecast_on,
            Task.constraint_on,
            Task.reported_at,
            User.name.label("person"),
        )
        .join(chain, chain.c.id == Task.id)
        .outerjoin(User, User.id == Task.assignee_id)
    )
    found = {row.id: row for row in read(Held, session.execute(wanted))}
    held, at = [], found.pop(task_id, None)
    while at is not None:
        held.append(at)
        at = found.pop(at.predecessor or 0, None)
    return held


def waited_for(driver: ColumnElement[str | None]) -> ColumnElement[int | None]:
    """Return the expression of the id of the task that a driver names; null when it names none."""
    after = func.substr(driver, len(LINK) + 1)
    beyond = func.length(func.ltrim(after, DIGITS))
    digits = func.substr(driver, len(LINK) + 1, func.length(after) - beyond)
    return case((driver.startswith(LINK), cast(digits, Integer)), else_=None)
