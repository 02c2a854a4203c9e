"""Filters of a plan's tasks that people keep under a name, for themselves or their agency."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, SavedView, User
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read

MAX_NAME, MAX_QUERY, MOST = 80, 4_000, 50


class KeptView(NamedTuple):
    """A view that a person sees, who keeps it, and the agency that shares it."""

    id: int
    name: str
    query: str
    user_id: int
    by: str
    agency: str | None


def save(change: Change, slug: str, name: str, query: str, *, is_shared: bool) -> None:
    """Keep a filter under a name; one's own of that name is replaced.

    Args:
        query: what the address of the list says, as it was checked by whoever calls.
        is_shared: whether the person's agency sees it too.

    Raises:
        InvalidInput: for no name, one that is too long, and sharing without an agency.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= MAX_NAME:
        raise InvalidInput("name", f"Give the view a name of {MAX_NAME} characters at most.")
    if len(query) > MAX_QUERY:
        raise InvalidInput("name", "The filter is too long to be kept. Use fewer conditions.")
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        agency_id = own_agency(session, standing) if is_shared else None
        if is_shared and agency_id is None:
            raise InvalidInput("name", "You act for no agency here. Use a private view instead.")
        row = session.scalar(
            select(SavedView).where(
                SavedView.plan_id == plan.id,
                SavedView.user_id == change.actor.id,
                SavedView.name == name,
            )
        )
        if row is None:
            _check_room(session, plan.id, change.actor)
            row = SavedView(plan_id=plan.id, user_id=change.actor.id, name=name)
            session.add(row)
        row.query, row.agency_id, row.saved_at, row.removed_at = query, agency_id, change.now, None
        session.flush()
        after = {"name": name, "query": query, "agency_id": agency_id}
        entry = journal.Entry("view.saved", ("view", row.id), after=after)
        journal.note(change, plan.id, entry)


def remove(change: Change, view_id: int) -> str:
    """Take away a view of one's own, and return the slug of its plan.

    Raises:
        NotFound: for one that is not theirs, shared with them or not.
    """
    with change.transaction() as session:
        row = session.scalar(
            select(SavedView).where(
                SavedView.id == view_id,
                SavedView.user_id == change.actor.id,
                SavedView.removed_at.is_(None),
                SavedView.plan_id.in_(rights.visible_plans(change.actor)),
            )
        )
        if row is None:
            raise NotFound("There is no such view of yours.")
        plan = session.get_one(Plan, row.plan_id)
        row.removed_at = change.now
        entry = journal.Entry("view.removed", ("view", row.id), {"name": row.name})
        journal.note(change, plan.id, entry)
        return plan.slug


def views_of(session: Session, standing: Standing) -> list[KeptView]:
    """Return the views of a plan that a person sees: their own, and those of their agencies."""
    wanted = (
        select(
            SavedView.id,
            SavedView.name,
            SavedView.query,
            SavedView.user_id,
            User.name.label("by"),
            Agency.label.label("agency"),
        )
        .join(User, User.id == SavedView.user_id)
        .outerjoin(Agency, Agency.id == SavedView.agency_id)
        .where(
            SavedView.plan_id == standing.plan_id,
            SavedView.removed_at.is_(None),
            or_(
                SavedView.user_id == standing.user_id,
                SavedView.agency_id.in_(standing.agency_ids),
            ),
        )
        .order_by(SavedView.name, SavedView.id)
    )
    return read(KeptView, session.execute(wanted))


def own_agency(session: Session, standing: Standing) -> int | None:
    """Return the agency that a person acts for in a plan, if any."""
    return session.scalar(
        select(Membership.agency_id).where(
            Membership.plan_id == standing.plan_id, Membership.user_id == standing.user_id
        )
    )


def _check_room(session: Session, plan_id: int, actor: Actor) -> None:
    kept = session.scalars(
        select(SavedView.id).where(
            SavedView.plan_id == plan_id,
            SavedView.user_id == actor.id,
            SavedView.removed_at.is_(None),
        )
    ).all()
    if len(kept) >= MOST:
        raise InvalidInput("name", f"You have {MOST} views here already. Remove one first.")
