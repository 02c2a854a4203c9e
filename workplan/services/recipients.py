"""Which lead agencies have nobody in a plan who gets mail about their tasks.

It asks the rule by which reminders choose whom they reach, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Task, TaskAgency
from workplan.reminders.recipients import recipients
from workplan.services import people
from workplan.services.owed import is_open
from workplan.services.rows import AnyRow


class Unreached(NamedTuple):
    """A lead agency whose mails reach nobody, and its open tasks in the order of the plan."""

    agency_id: int
    label: str
    tasks: list[AnyRow]


def agencies_without_recipient(session: Session, plan_id: int) -> list[Unreached]:
    """Return the lead agencies of open tasks whose mails reach nobody, by their labels.

    A task that is handed to somebody who gets mail reaches them, whoever leads it. Three selects,
    however many tasks there are; each task is a row of `id`, `code`, `name` and `due_on`.
    """
    rows = session.execute(
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
        .where(
            Task.plan_id == plan_id,
            Task.removed_at.is_(None),
            TaskAgency.role == "lead",
            is_open(Task),
        )
        .order_by(Agency.label, Task.position)
    ).all()
    members, parents = people.members_of(session, plan_id), people.parents(session)
    reached = {member.user_id for member in members}
    spoken_for = {
        agency: bool(recipients("lead", [agency], None, members, parents))
        for agency in {row.agency_id for row in rows}
    }
    found: dict[int, Unreached] = {}
    for row in rows:
        if not spoken_for[row.agency_id] and row.assignee_id not in reached:
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
    wanted = set(agency_ids)
    members, parents = people.members_of(session, plan_id), people.parents(session)
    alone = [a for a in wanted if not recipients("lead", [a], assignee_id, members, parents)]
    rows = session.execute(
        select(Agency.id, Agency.label).where(Agency.id.in_(alone)).order_by(Agency.label)
    )
    return {row.id: row.label for row in rows}
