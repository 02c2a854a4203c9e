"""Who looks after what all plans share: the agencies, and the directives.

Everybody who is signed in reads both. An operator at the command line does what an administrator
may.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from workplan.errors import NotAllowed
from workplan.services.people.which_plans import coordinated
from workplan.services.record.actor import Actor


def is_administrator(actor: Actor) -> bool:
    """Tell whether somebody runs the house: an administrator, or an operator at its machine."""
    return actor.is_admin or (actor.id is None and actor.door == "cli")


def coordinates(session: Session, actor: Actor) -> bool:
    """Tell whether somebody coordinates a plan that is open."""
    return session.scalar(coordinated(actor).limit(1)) is not None


def coordinated_plans(session: Session, actor: Actor) -> frozenset[int]:
    """Return the open plans that somebody coordinates."""
    return frozenset(session.scalars(coordinated(actor)))


def may_add_agency(session: Session, actor: Actor) -> bool:
    """Tell whether somebody may add an agency: administrators, and coordinators who need one."""
    return is_administrator(actor) or coordinates(session, actor)


def may_keep_directives(session: Session, actor: Actor) -> bool:
    """Tell whether somebody may add and change directives."""
    return is_administrator(actor) or coordinates(session, actor)


def require_agencies(actor: Actor) -> None:
    """Refuse a change of an agency by anyone but an administrator."""
    if not is_administrator(actor):
        raise NotAllowed(
            "Only an administrator renames, retires or merges agencies, since all plans share "
            "them. Ask one, and say what should change."
        )


def require_new_agency(session: Session, actor: Actor) -> None:
    """Refuse a new agency by whoever neither runs the house nor coordinates a plan."""
    if not may_add_agency(session, actor):
        raise NotAllowed(
            "Only coordinators and administrators add agencies. Ask the coordinator of your plan."
        )


def require_directives(session: Session, actor: Actor) -> None:
    """Refuse a change of directives by whoever neither runs the house nor coordinates a plan."""
    if not may_keep_directives(session, actor):
        raise NotAllowed(
            "Only coordinators and administrators keep the list of directives. Ask the coordinator "
            "of your plan, and say what should change."
        )
