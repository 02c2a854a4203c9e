"""What a new house still lacks: agencies, a plan, and people besides the first administrator."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import Agency, Plan, User


class Step(NamedTuple):
    """A step, whether it is done, what it is for, and the page where it is done."""

    name: str
    is_done: bool
    why: str
    does: str
    endpoint: str


def steps(session: Session) -> list[Step]:
    """Return the steps in their order; one select."""
    has_agency, has_plan, people = session.execute(
        select(
            exists(select(Agency.id)),
            exists(select(Plan.id).where(Plan.removed_at.is_(None), ~Plan.is_template)),
            select(func.count()).select_from(User).scalar_subquery(),
        )
    ).one()
    return [
        Step(
            "Agencies",
            bool(has_agency),
            "Tasks are led by agencies and their bureaus, and people act for one.",
            "Add agencies",
            "agencies.index",
        ),
        Step(
            "A first plan",
            bool(has_plan),
            "From a directive, a template, or a file of Project. You name its coordinator.",
            "Make a plan",
            "new_plan.show",
        ),
        Step(
            "People",
            people > 1,
            "Each gets a mail with a link to set a password. Coordinators invite into their plans.",
            "Invite people",
            "admin_people.index",
        ),
    ]
