"""What stands around every page: one's plans, what one is in them, and how much waits for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models import Membership, Plan, Task, UpdateRequest
from workplan.services.coordination import handovers
from workplan.services.coordination.confidence.recovery_plans import is_asked_of
from workplan.services.pages.comments import comment_counts
from workplan.services.pages.comments.comment_counts import OpenComments
from workplan.services.pages.lists import register_counts
from workplan.services.pages.lists.register_counts import OpenEntries
from workplan.services.people import rights
from workplan.services.people.plan_members import Held
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor
from workplan.services.tasks.due_work import owed
from workplan.services.tasks.states import PlanDay, is_overdue, plan_days, will_miss


class OwnPlan(NamedTuple):
    """A plan of one's lists."""

    id: int
    slug: str
    title: str
    stage: str
    registers: OpenEntries
    comments: OpenComments


class Shell(NamedTuple):
    """What stands around a page.

    Args:
        waiting: how many tasks are asked of the person, offered to them, overdue or will miss.
    """

    plans: list[OwnPlan]
    standings: dict[int, Standing]
    waiting: int

    @property
    def reports(self) -> bool:
        """Tell whether the person reports on tasks in some plan, and so has work of their own."""
        return any(s.has_own_work for s in self.standings.values())

    @property
    def coordinates(self) -> bool:
        """Tell whether the person coordinates some plan."""
        return any(s.may_change_structure for s in self.standings.values())


def shell_of(session: Session, actor: Actor, now: datetime) -> Shell:
    """Return what stands around every page of a person."""
    people = {actor.id, *actor.stands_in_for}
    rows = session.execute(
        select(
            Membership.plan_id,
            Membership.role,
            Membership.agency_id,
            Membership.user_id,
            Membership.is_supervisor,
            Plan.slug,
            Plan.title,
            Plan.stage,
            *register_counts.columns(Plan.id),
            comment_counts.column(Plan.id).label("comments"),
        )
        .join(Plan, Plan.id == Membership.plan_id)
        .where(Membership.user_id.in_(people), Plan.id.in_(rights.listed_plans(actor)))
        .order_by(Plan.stage == "closed", Plan.title, Plan.id)
    ).all()
    held = [Held(r.plan_id, r.role, r.agency_id, r.user_id, r.is_supervisor) for r in rows]
    standings = rights.standings_by(session, actor, held)
    plans = [
        OwnPlan(
            *(r.plan_id, r.slug, r.title, r.stage),
            OpenEntries(r.decisions, r.issues, r.risks),
            OpenComments(r.comments),
        )
        for r in rows
        if r.user_id == actor.id
    ]
    return Shell(plans, {s.plan_id: s for s in standings}, waiting(session, standings, now))


def waiting(session: Session, standings: Sequence[Standing], now: datetime) -> int:
    """Return how many tasks wait for a person: what the first sections of My work hold."""
    reporting = [s for s in standings if s.has_own_work]
    if not reporting:
        return 0
    days = plan_days(session, {s.plan_id for s in reporting}, now)
    pressing = session.scalar(
        select(func.count(Task.id)).where(
            or_(*(s.owned() for s in reporting)),
            owed(),
            or_(_presses(days), is_asked_of(reporting)),
        )
    )
    return (pressing or 0) + len(handovers.waiting_for(session, standings))


def _presses(days: Mapping[int, PlanDay]) -> ColumnElement[bool]:
    is_asked = (
        select(UpdateRequest.id)
        .where(UpdateRequest.task_id == Task.id, UpdateRequest.answered_at.is_(None))
        .exists()
    )
    return or_(is_overdue(days), will_miss(days), is_asked)
