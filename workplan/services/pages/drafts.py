"""The drafts that a person coordinates, and what of a draft is decided already."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Membership, Plan, PlanAgency, Task
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read


class Draft(NamedTuple):
    """A plan in drafting that a person coordinates."""

    id: int
    slug: str
    title: str
    start_on: date
    tasks: int


class Pattern(NamedTuple):
    """A plan or a template that can be copied."""

    slug: str
    title: str
    is_template: bool


class Part(NamedTuple):
    """An agency, and whether it takes part in a plan."""

    id: int
    label: str
    name: str
    is_in: bool


def drafts_of(session: Session, actor: Actor) -> list[Draft]:
    """Return the drafts that a person coordinates, by title; one select."""
    tasks = (
        select(func.count(Task.id))
        .where(Task.plan_id == Plan.id, Task.removed_at.is_(None))
        .correlate(Plan)
        .scalar_subquery()
    )
    wanted = (
        select(Plan.id, Plan.slug, Plan.title, Plan.start_on, tasks.label("tasks"))
        .join(Membership, Membership.plan_id == Plan.id)
        .where(
            Plan.id.in_(rights.listed_plans(actor)),
            Plan.stage == "drafting",
            Membership.user_id == actor.id,
            Membership.role == "coordinator",
        )
        .order_by(Plan.title, Plan.id)
    )
    return read(Draft, session.execute(wanted))


def patterns_of(session: Session, actor: Actor) -> list[Pattern]:
    """Return what a person can copy: the templates in use, then the plans that they may open."""
    wanted = (
        select(Plan.slug, Plan.title, Plan.is_template)
        .where(
            Plan.id.in_(rights.visible_plans(actor)),
            (~Plan.is_template) | Plan.archived_at.is_(None),
        )
        .order_by(~Plan.is_template, Plan.title, Plan.id)
    )
    return read(Pattern, session.execute(wanted))


def calendars_of(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Return the plans of a person that have a calendar of their own, by short name and title."""
    rows = session.execute(
        select(Plan.slug, Plan.title)
        .where(Plan.id.in_(rights.listed_plans(actor)), Plan.days_off.is_not(None))
        .order_by(Plan.title)
    )
    return [(row.slug, row.title) for row in rows]


def parts_of(session: Session, plan_id: int | None) -> list[Part]:
    """Return every agency that is not retired, and whether it takes part in a plan."""
    in_plan = select(PlanAgency.agency_id).where(PlanAgency.plan_id == plan_id)
    wanted = (
        select(Agency.id, Agency.label, Agency.name, Agency.id.in_(in_plan).label("is_in"))
        .where(Agency.retired_at.is_(None))
        .order_by(Agency.label)
    )
    return read(Part, session.execute(wanted))


def efforts_in(session: Session, plan_id: int) -> list[tuple[str, str, str]]:
    """Return the lines of effort of a plan: code, title, and who leads it."""
    rows = session.execute(
        select(Initiative.code, Initiative.title, Agency.label)
        .outerjoin(Agency, Agency.id == Initiative.agency_id)
        .where(Initiative.plan_id == plan_id, Initiative.retired_at.is_(None))
        .order_by(Initiative.position, Initiative.id)
    )
    return [(row.code, row.title, row.label or "") for row in rows]
