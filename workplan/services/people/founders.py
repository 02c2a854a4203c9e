"""Who may make a plan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workplan.errors import NotAllowed
from workplan.services.people.which_plans import coordinated
from workplan.services.record.actor import Actor


def may_found(session: Session, actor: Actor) -> bool:
    """Tell whether somebody may make a plan: who coordinates an open one, or an administrator."""
    return actor.is_admin or coordinates_any(session, actor)


def coordinates_any(session: Session, actor: Actor) -> bool:
    """Tell whether somebody coordinates an open plan."""
    return session.scalar(coordinated(actor).limit(1)) is not None


def require_founder(session: Session, actor: Actor) -> None:
    """Refuse a new plan by somebody who neither coordinates an open one nor runs the system."""
    if not may_found(session, actor):
        raise NotAllowed(
            "Whoever coordinates an open plan makes a new one, and an administrator names its "
            "coordinator. Ask one of them."
        )
