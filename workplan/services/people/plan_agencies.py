"""Which agencies take part in a plan: whatever names one there lets it take part.

Whoever writes an agency to a task, a member or a line of effort says so here, in the same
transaction; whatever counts or offers the agencies of a plan reads it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Membership, PlanAgency, Task, TaskAgency
from workplan.database import insert_or_find
from workplan.services.people import agencies
from workplan.services.people.agencies import AgencyCode


class Joining(NamedTuple):
    """To which plan agencies come, and on which day, when something names them there.

    Args:
        given_at: when tasks are given to those who lead them from now on; None for a plan that is
            not under way, where nothing is given yet.
    """

    plan_id: int
    on_day: date
    given_at: datetime | None = None


class Offered(NamedTuple):
    """The agencies to choose from in a plan: those that take part, and all others."""

    here: list[AgencyCode]
    others: list[AgencyCode]


class Labels(NamedTuple):
    """The ids and labels of agencies: of those that take part in a plan, and of all others."""

    here: list[tuple[int, str]]
    others: list[tuple[int, str]]

    @property
    def both(self) -> list[tuple[int, str]]:
        """Those of the plan, and then all others."""
        return [*self.here, *self.others]


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
    """Return the agencies to choose from in a plan, by their codes; two selects.

    A member may keep one that has been retired since.
    """
    held = select(Membership.agency_id).where(Membership.plan_id == plan_id)
    kept = [agency for agency in session.scalars(held) if agency is not None]
    rows = _chosen_from(session, plan_id, kept)
    here = [AgencyCode(r.code, r.label) for r in rows if r.is_here]
    return Offered(here, [AgencyCode(r.code, r.label) for r in rows if not r.is_here])


def labels_in(
    session: Session, plan_id: int, kept: Iterable[int] = (), but: Select[int] | None = None
) -> Labels:
    """Return the labels of the agencies to choose from in a plan, by their ids; one select.

    Args:
        kept: those that stand there already; they may stay, even when they were retired since.
        but: the select of the ids of those that cannot be chosen.
    """
    rows = _chosen_from(session, plan_id, kept, but)
    here = [(r.id, r.label) for r in rows if r.is_here]
    return Labels(here, [(r.id, r.label) for r in rows if not r.is_here])


def _chosen_from(
    session: Session, plan_id: int, kept: Iterable[int], but: Select[int] | None = None
) -> Sequence[Any]:
    """Return the agencies to choose from, each with whether it takes part in a plan."""
    is_here = Agency.id.in_(ids_in(plan_id)).label("is_here")
    wanted = agencies.choosable(kept).add_columns(is_here)
    return session.execute(wanted if but is None else wanted.where(Agency.id.not_in(but))).all()
