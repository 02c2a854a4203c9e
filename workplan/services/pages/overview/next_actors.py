"""Who acts next on tasks: whoever holds them, or what they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task, User
from workplan.scheduling.driver import Driver
from workplan.services.record.read_models import read
from workplan.services.tasks.owners import NOBODY, Owners, owners_of


class DrivenTask(Protocol):
    """A task, and what drives its dates."""

    @property
    def id(self) -> int: ...
    @property
    def driver(self) -> str | None: ...


class NextActor(NamedTuple):
    """Who acts next: a person, if it is handed to one, and the agencies that lead.

    Args:
        on: the code of the open task that is waited for; empty when it is the task itself.
    """

    person: str
    agencies: str
    on: str = ""


class Actors(NamedTuple):
    """The owners of some tasks, and who acts next on each."""

    owners: Mapping[int, Owners]
    next: Mapping[int, NextActor]


class _Held(NamedTuple):
    id: int
    code: str
    is_open: bool
    person: str | None


def actors_of(session: Session, tasks: Sequence[DrivenTask], besides: Iterable[int] = ()) -> Actors:
    """Return who leads each of some tasks, and who acts next; two selects.

    Args:
        besides: the ids of further tasks of which only the owners are asked.
    """
    waited = {task.id: Driver.decoded(task.driver).predecessor for task in tasks if task.driver}
    ids = sorted({task.id for task in tasks} | {one for one in waited.values() if one})
    wanted = (
        select(Task.id, Task.code, Task.is_open, User.name.label("person"))
        .outerjoin(User, User.id == Task.assignee_id)
        .where(Task.id.in_(ids))
    )
    held = {row.id: row for row in read(_Held, session.execute(wanted))}
    owners = owners_of(session, [*ids, *besides])

    def holder(task_id: int, on: str = "") -> NextActor:
        leads = owners.get(task_id, NOBODY).led_by
        return NextActor(held[task_id].person or "", leads, on)

    def acts(task: DrivenTask) -> NextActor:
        before = held.get(waited.get(task.id) or 0)
        if before is not None and before.is_open:
            return holder(before.id, before.code)
        return holder(task.id)

    return Actors(owners, {task.id: acts(task) for task in tasks})
