"""Which plans somebody may open, which stand in their lists, and which of them they coordinate."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select

from models import Membership, Plan
from workplan.services.record.actor import Actor


def visible_plans(actor: Actor) -> Select[Any]:
    """Return the select of the ids of the plans that a person may open.

    Those that they are in, archived ones too; and every template, for whoever coordinates an open
    plan. Lists, figures and searches ask for `listed_plans` instead.
    """
    theirs = select(Membership.plan_id).where(Membership.user_id == actor.id)
    as_pattern = and_(Plan.is_template, coordinated(actor).exists())
    return select(Plan.id).where(Plan.removed_at.is_(None), or_(Plan.id.in_(theirs), as_pattern))


def listed_plans(actor: Actor) -> Select[Any]:
    """Return the select of the ids of the plans that stand in a person's lists and figures.

    A template is in none of them, and an archived plan has left them.
    """
    return _plans_of(actor).where(~Plan.is_template, Plan.archived_at.is_(None))


def coordinated(actor: Actor) -> Select[Any]:
    """Return the select of the open plans that a person coordinates; a template is none."""
    return listed_plans(actor).where(Membership.role == "coordinator", Plan.stage != "closed")


def _plans_of(actor: Actor) -> Select[Any]:
    return (
        select(Membership.plan_id)
        .join(Plan, Plan.id == Membership.plan_id)
        .where(Membership.user_id == actor.id, Plan.removed_at.is_(None))
    )
