"""Members of a plan to whom mail comes back."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, User
from workplan.services.record.read_models import read


class Bounced(NamedTuple):
    """Somebody to whom mail comes back, and what the mail server there says."""

    name: str
    email: str
    mail_bounce: str


def of_plan(session: Session, plan_id: int) -> list[Bounced]:
    """Return them by name; nobody whose account is closed."""
    wanted = (
        select(User.name, User.email, User.mail_bounce)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.plan_id == plan_id,
            User.mail_bounced_at.is_not(None),
            User.disabled_at.is_(None),
        )
        .order_by(User.name)
    )
    return read(Bounced, session.execute(wanted))
