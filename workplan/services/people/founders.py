"""Who may make a plan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workplan.errors import NotAllowed
from workplan.services.people import house_rights
from workplan.services.record.actor import Actor


def may_found(session: Session, actor: Actor) -> bool:
    """Tell whether somebody may make a plan: who coordinates an open one, or an administrator."""
    return house_rights.is_administrator(actor) or house_rights.coordinates(session, actor)


def require_founder(session: Session, actor: Actor) -> None:
    """Refuse a new plan by somebody who neither coordinates an open one nor runs the system."""
    if not may_found(session, actor):
        raise NotAllowed(
            "Whoever coordinates an open plan makes a new one, and an administrator names its "
            "coordinator. Ask one of them."
        )
