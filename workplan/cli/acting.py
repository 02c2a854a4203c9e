"""Who acts by a command that is somebody's, and on which plan."""

from __future__ import annotations

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, User
from workplan import clock
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

BY = click.option("--by", "email", required=True, help="Email of the coordinator who does it.")


def change_by(email: str) -> Change:
    """Return a change of a person, known by their address.

    Raises:
        NotFound: when nobody with an open account has it.
    """
    user = db.session().scalar(select(User).where(User.email == email.strip().lower()))
    if user is None or user.disabled_at is not None:
        raise NotFound(f"Nobody here has the email {email}. Add the person first.")
    return Change(Actor(user.id, user.name, "cli"), clock.now())


def plan_named(session: Session, slug: str) -> Plan:
    """Return a plan by its short name.

    Raises:
        NotFound: when there is none.
    """
    plan = session.scalar(select(Plan).where(Plan.slug == slug))
    if plan is None:
        raise NotFound(f"There is no plan “{slug}”.")
    return plan
