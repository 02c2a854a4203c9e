"""Which agencies take part in a plan: whatever names one there lets it take part.

Whoever writes an agency to a task, a member or a line of effort says so here, in the same
transaction; whatever counts or offers the agencies of a plan reads it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Membership, PlanAgency, Task, TaskAgency
from workplan.database import insert_or_find
from workplan.services.people import agencies
from workplan.services.people.agencies import AgencyCode


class Joining(NamedTuple):
    """To which plan agencies come, and on which day, when something names them there."""

    plan_id: int
    on_day: date


class Offered(NamedTuple):
    """The agencies to choose from in a plan: those that take part, and all others."""

    here: list[AgencyCode]
    others: list[AgencyCode]


def take_part(session: Session, joining: Joining, agency_ids: Iterable[int | None]) -> None:
    """Let some agencies take part in a plan; who does already has done so since an earlier day."""
    rows = [
        {"plan_id": joining.plan_id, "agency_id": agency, "since_on": joining.on_day}
        for agency in sorted({agency for agency in agency_ids if agency is not None})
    ]
    if rows:
        wanted = insert_or_find(session, PlanAgency.__table__).values(rows)
        session.execute(wanted.on_conflict_do_nothing())


def take_part_as_named(session: Session, joining: Joining) -> None:
    """Let each agency take part that a task, a member or a line of effort of a plan names."""
    take_part(session, joining, session.scalars(named_in(joining.plan_id)))


def named_in(plan_id: int) -> Select[int]:
    """Return the select of the agencies that something names in a plan, removed tasks too."""
    of_tasks = (
        select(TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == plan_id)
    )
    of_members = select(Membership.agency_id).where(Membership.plan_id == plan_id)
    of_efforts = select(Initiative.agency_id).where(Initiative.plan_id == plan_id)
    named = of_tasks.union(of_members, of_efforts).subquery()
    return select(named.c.agency_id).where(named.c.agency_id.is_not(None))


def ids_in(plan_id: int) -> Select[int]:
    """Return the select of the ids of the agencies that take part in a plan."""
    return select(PlanAgency.agency_id).where(PlanAgency.plan_id == plan_id)


def offered(session: Session, plan_id: int) -> Offered:
    """Return the agencies to choose from in a plan, by their codes; two selects."""
    taking = set(session.scalars(select(Agency.code).where(Agency.id.in_(ids_in(plan_id)))))
    found = agencies.codes(session)
    here = [one for one in found if one.code in taking]
    return Offered(here, [one for one in found if one.code not in taking])
