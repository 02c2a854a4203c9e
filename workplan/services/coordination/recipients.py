"""Which lead agencies have nobody in a plan who gets mail about their tasks.

It asks the rule by which reminders choose whom they reach, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models import Agency, Task, TaskAgency
from workplan.reminders.recipients import Member, recipients
from workplan.services.people import plan_members
from workplan.services.record.read_models import read
from workplan.services.tasks.states import is_open


class LedTask(NamedTuple):
    """A task, with one of its lead agencies."""

    id: int
    code: str
    name: str
    due_on: date | None
    assignee_id: int | None
    agency_id: int
    label: str


class Unreached(NamedTuple):
    """A lead agency whose mails reach nobody, and its open tasks in the order of the plan."""

    agency_id: int
    label: str
    tasks: list[LedTask]


class Reach(NamedTuple):
    """Who can be written to in a plan, and which agency stands above which."""

    members: list[Member]
    parents: Mapping[int, int | None]

    def reaches(self, agency_id: int, assignee_id: int | None = None) -> bool:
        """Tell whether a mail about a task of an agency reaches somebody.

        A task that is handed to somebody who gets mail reaches them, whoever leads it.
        """
        return bool(recipients("lead", [agency_id], assignee_id, self.members, self.parents))

    def works_for(self, user_id: int, agency_ids: Collection[int]) -> bool:
        """Tell whether somebody does the work of one of some agencies, or of a bureau below it."""
        return any(
            member.user_id == user_id
            and member.role in plan_members.WORKING_ROLES
            and any(agency in agency_ids for agency in self._line(member.agency_id))
            for member in self.members
        )

    def _line(self, agency_id: int | None) -> Iterator[int]:
        """Return an agency and those above it."""
        while agency_id is not None:
            yield agency_id
            agency_id = self.parents[agency_id]


def reach_of(session: Session, plan_id: int) -> Reach:
    """Return whom mails reach in a plan; two selects."""
    return Reach(plan_members.members_of(session, plan_id), plan_members.parents(session))


def agencies_without_recipient(
    session: Session, plan_id: int, reach: Reach | None = None
) -> list[Unreached]:
    """Return the lead agencies of open tasks whose mails reach nobody, by their labels.

    Four selects at most, two without those for the reach, however many tasks there are. What is
    open is asked only of agencies that nobody speaks for, which are few.

    Args:
        reach: whom mails reach in the plan, where that is known.
    """
    reach = reach or reach_of(session, plan_id)
    in_plan = and_(Task.plan_id == plan_id, Task.removed_at.is_(None))
    leading = session.scalars(
        select(TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(in_plan, TaskAgency.role == "lead")
        .distinct()
    )
    alone = [agency for agency in leading if not reach.reaches(agency)]
    if not alone:
        return []
    asked = cache(reach.reaches)
    found: dict[int, Unreached] = {}
    for row in _led(session, in_plan, TaskAgency.agency_id.in_(alone), is_open(Task)):
        if not asked(row.agency_id, row.assignee_id):
            one = found.setdefault(row.agency_id, Unreached(row.agency_id, row.label, []))
            one.tasks.append(row)
    return list(found.values())


def unreached(
    session: Session, plan_id: int, agency_ids: Iterable[int], assignee_id: int | None = None
) -> dict[int, str]:
    """Return those of some lead agencies whose mails would reach nobody, with their labels.

    Args:
        assignee_id: the person to whom their task is handed, if it is.
    """
    reach = reach_of(session, plan_id)
    return labelled(session, (a for a in agency_ids if not reach.reaches(a, assignee_id)))


def labelled(session: Session, agency_ids: Iterable[int]) -> dict[int, str]:
    """Return the labels of some agencies, in their order; no select for none."""
    alone = set(agency_ids)
    if not alone:
        return {}
    rows = session.execute(
        select(Agency.id, Agency.label).where(Agency.id.in_(alone)).order_by(Agency.label)
    )
    return {row.id: row.label for row in rows}


def unreached_among(
    session: Session, plan_id: int, task_ids: Iterable[int], assignee_id: int | None = None
) -> dict[int, str]:
    """Return the lead agencies of some open tasks whose mails would reach nobody.

    Args:
        assignee_id: to whom the tasks would be handed; 0 for back to their agencies, None when
            they stay with whoever has them.
    """
    reach = reach_of(session, plan_id)
    rows = _led(session, Task.plan_id == plan_id, Task.id.in_(task_ids), is_open(Task))
    return {
        row.agency_id: row.label
        for row in rows
        if not reach.reaches(
            row.agency_id, row.assignee_id if assignee_id is None else assignee_id or None
        )
    }


def _led(session: Session, *conditions: ColumnElement[bool]) -> list[LedTask]:
    """Return a row for each lead agency of some tasks, by its label, then in the plan's order."""
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.due_on,
            Task.assignee_id,
            TaskAgency.agency_id,
            Agency.label,
        )
        .join(TaskAgency, TaskAgency.task_id == Task.id)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .where(TaskAgency.role == "lead", *conditions)
        .order_by(Agency.label, Task.position)
    )
    return read(LedTask, session.execute(wanted))
