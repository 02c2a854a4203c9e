"""Which entries of a plan's journal are asked for: by whom, about whose tasks, of a kind, a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models import Agency, JournalEntry, PlanAgency, Task, TaskAgency, User
from workplan.services.history.entry_kinds import verbs_of
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read


class JournalFilter(NamedTuple):
    """What is asked for; what is empty or None is not asked for."""

    person: int | None = None
    agency: str = ""
    kind: str = ""
    day: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on entries."""
        entry, found = JournalEntry, []
        if self.person is not None:
            found.append(and_(entry.actor_id == self.person))
        if self.agency:
            found.append(
                and_(entry.subject_type == "task", entry.subject_id.in_(_led(self.agency)))
            )
        if self.kind:
            found.append(entry.verb.in_(verbs_of(self.kind)))
        if self.day is not None:
            found.append(and_(entry.on_day == self.day))
        return found


class Changer(NamedTuple):
    """Somebody who changed something in a plan."""

    id: int
    name: str


class TaskLeader(NamedTuple):
    """An agency that takes part in a plan."""

    code: str
    label: str


def people(session: Session, standing: Standing) -> list[Changer]:
    """Return who has made an entry that the person may read, by name."""
    acted = (
        select(JournalEntry.actor_id)
        .where(standing.readable_journal(), JournalEntry.verb != "task.moved")
        .distinct()
    )
    wanted = select(User.id, User.name).where(User.id.in_(acted)).order_by(User.name, User.id)
    return read(Changer, session.execute(wanted))


def agencies(session: Session, plan_id: int) -> list[TaskLeader]:
    """Return the agencies that take part in a plan, by name."""
    wanted = (
        select(Agency.code, Agency.label)
        .join(PlanAgency, PlanAgency.agency_id == Agency.id)
        .where(PlanAgency.plan_id == plan_id)
        .order_by(Agency.label)
    )
    return read(TaskLeader, session.execute(wanted))


def _led(agency: str) -> ColumnElement[int]:
    """Return the tasks that an agency leads."""
    return (
        select(Task.id)
        .join(TaskAgency, TaskAgency.task_id == Task.id)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .where(TaskAgency.role == "lead", Agency.code == agency)
        .scalar_subquery()
    )
