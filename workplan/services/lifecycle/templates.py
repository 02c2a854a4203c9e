"""Templates: plans kept as patterns, which are never live, and made into plans by copying."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Initiative, Membership, Plan, Task, User
from workplan.errors import NotAllowed
from workplan.services.lifecycle import copies, founding
from workplan.services.lifecycle.carried_days import KEEP
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import house_rights, rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read


class ListedTemplate(NamedTuple):
    """A template as the list names it; `archived_at` says since when it is retired."""

    id: int
    slug: str
    title: str
    note: str
    archived_at: datetime | None
    tasks: int
    efforts: int
    keeper: str | None


def save_as(change: Change, slug: str, fields: PlanFields) -> Plan:
    """Keep the structure of a plan that one coordinates as a template, and return that.

    The plan stays as it is; the days of the template are those of the plan until it is copied.

    Raises:
        NotAllowed: for anyone but a coordinator of the plan.
    """
    with change.transaction() as session:
        source, standing = rights.plan_for(session, change.actor, slug)
        rights.require_members(standing)
        wanted = Copy(fields, source.start_on, source.directive_id, KEEP)
        person = founding.own_address(session, change.actor)
        return copies.write(
            change, source, wanted, person, verb="plan.kept_as_template", is_template=True
        )


def require_reader(session: Session, actor: Actor) -> None:
    """Refuse the templates to those who coordinate no open plan."""
    if not house_rights.coordinates(session, actor):
        raise NotAllowed(
            "Templates are read by whoever coordinates an open plan. Ask a coordinator."
        )


def listed(session: Session) -> list[ListedTemplate]:
    """Return every template, those in use first; one select, however many there are."""
    tasks = (
        select(func.count(Task.id))
        .where(Task.plan_id == Plan.id, Task.removed_at.is_(None))
        .correlate(Plan)
        .scalar_subquery()
    )
    efforts = (
        select(func.count(Initiative.id))
        .where(Initiative.plan_id == Plan.id)
        .correlate(Plan)
        .scalar_subquery()
    )
    keeper = (
        select(func.min(User.name))
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.plan_id == Plan.id, Membership.role == "coordinator")
        .correlate(Plan)
        .scalar_subquery()
    )
    wanted = (
        select(
            Plan.id,
            Plan.slug,
            Plan.title,
            Plan.note,
            Plan.archived_at,
            tasks.label("tasks"),
            efforts.label("efforts"),
            keeper.label("keeper"),
        )
        .where(Plan.is_template, Plan.removed_at.is_(None))
        .order_by(Plan.archived_at.is_not(None), Plan.title, Plan.id)
    )
    return read(ListedTemplate, session.execute(wanted))
