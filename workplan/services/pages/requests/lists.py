"""The change requests of a plan as they are listed, and those that wait for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from models import Agency, ChangeRequest, Membership, Plan, User
from workplan.paging import page_within, pages_of
from workplan.services.changes.requests import parts
from workplan.services.dates.limits import HELD
from workplan.services.pages.requests import words
from workplan.services.record.actor import Actor
from workplan.vocabulary import RequestState, Stage

SIZE = 50


class Listed(NamedTuple):
    """A request as it is listed.

    Args:
        decides: the name of the official who decides on it; "" for the coordinators.
    """

    row: ChangeRequest
    heading: str
    by: str
    agency: str
    decides: str
    answered_by: str

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.row.state == RequestState.ASKED


class Requests(NamedTuple):
    """A page of requests, those that wait first; `waiting` counts them over all pages."""

    rows: list[Listed]
    waiting: int
    total: int
    page: int
    pages: int


class ToDecide(NamedTuple):
    """What waits for an official: requests of a plan."""

    slug: str
    plan_title: str
    number: int
    heading: str
    by: str
    asked_at: datetime
    beyond: str


def waiting_in(plan_id: int) -> ScalarSelect[int]:
    """Return the select of how many requests wait for the coordinators of a plan."""
    is_official = select(Plan.id).where(Plan.id == plan_id, Plan.approver_id.is_not(None)).exists()
    return (
        select(func.count())
        .select_from(ChangeRequest)
        .where(
            ChangeRequest.plan_id == plan_id,
            ChangeRequest.state == RequestState.ASKED,
            (ChangeRequest.beyond == "") | ~is_official,
            select(Plan.id).where(Plan.id == plan_id, Plan.stage.in_(HELD)).exists(),
        )
        .scalar_subquery()
    )


def of_plan(session: Session, plan: Plan, now: datetime, page: int, state: str = "") -> Requests:
    """Return the requests of a plan, what waits first, then the newest."""
    whole = select(ChangeRequest).where(ChangeRequest.plan_id == plan.id)
    if state in RequestState.codes():
        whole = whole.where(ChangeRequest.state == state)
    total = session.scalar(select(func.count()).select_from(whole.subquery())) or 0
    waits = ChangeRequest.plan_id == plan.id, ChangeRequest.state == RequestState.ASKED
    is_closed = plan.stage == Stage.CLOSED
    waiting = session.scalar(select(func.count(ChangeRequest.id)).where(*waits)) or 0
    page = page_within(page, total, SIZE)
    order = (ChangeRequest.state != RequestState.ASKED, ChangeRequest.number.desc())
    found = session.scalars(whole.order_by(*order).limit(SIZE).offset((page - 1) * SIZE)).all()
    rows = listed(session, plan, found, now)
    return Requests(rows, 0 if is_closed else waiting, total, page, pages_of(total, SIZE))


def listed(
    session: Session, plan: Plan, rows: Sequence[ChangeRequest], now: datetime
) -> list[Listed]:
    """Return some requests of a plan with the names in them."""
    people = {row.asked_by_id for row in rows} | {row.answered_by_id for row in rows}
    named = select(User.id, User.name).where(User.id.in_({*people, plan.approver_id} - {None}))
    users = dict(session.execute(named).all())
    ids = {row.agency_id for row in rows} - {None}
    agencies = dict(
        session.execute(select(Agency.id, Agency.label).where(Agency.id.in_(ids))).all()
    )
    names = words.names_of(session, rows, now)
    official = users.get(plan.approver_id or 0, "")
    return [
        Listed(
            row,
            words.heading(parts.read(row.parts), names),
            users.get(row.asked_by_id, ""),
            agencies.get(row.agency_id or 0, ""),
            official if row.beyond else "",
            users.get(row.answered_by_id or 0, ""),
        )
        for row in rows
    ]


def to_decide(session: Session, actor: Actor, now: datetime) -> list[ToDecide]:
    """Return the requests that wait for an official, over all plans, the oldest first."""
    asker = aliased(User)
    rows = session.execute(
        select(ChangeRequest, Plan.slug, Plan.title, asker.name)
        .join(Plan, Plan.id == ChangeRequest.plan_id)
        .join(
            Membership,
            (Membership.plan_id == Plan.id) & (Membership.user_id == Plan.approver_id),
        )
        .join(asker, asker.id == ChangeRequest.asked_by_id)
        .where(
            Plan.approver_id == (actor.id or 0),
            Plan.stage.in_(HELD),
            Plan.removed_at.is_(None),
            ChangeRequest.state == RequestState.ASKED,
            ChangeRequest.beyond != "",
        )
        .order_by(ChangeRequest.asked_at, ChangeRequest.id)
    ).all()
    if not rows:
        return []
    names = words.names_of(session, [row[0] for row in rows], now)
    return [
        ToDecide(
            slug,
            title,
            row.number,
            words.heading(parts.read(row.parts), names),
            by,
            row.asked_at,
            row.beyond,
        )
        for row, slug, title, by in rows
    ]
