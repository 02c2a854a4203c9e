"""What stands about an offer, and stages and leads set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Handover, Notice, TaskAgency
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.coordination.handovers import Decision
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
OPERATOR = Actor(None, "Operator", "cli")
ACCEPT = Decision(is_accepted=True)


def owners(office: Office, task: int) -> dict[str, str]:
    """Return the role of each agency of a task, by its code."""
    fields = fields_of(db.session(), office.task(task))
    codes = {number: code for code, number in office.agencies.items()}
    roles = dict.fromkeys(fields.leads, "lead") | dict(fields.supports)
    return {codes[agency]: role for agency, role in roles.items()}


def agencies(office: Office, *codes: str) -> tuple[int, ...]:
    return tuple(sorted(office.agencies[code] for code in codes))


def the_offer() -> Handover:
    db.session.rollback()
    return db.session.scalars(select(Handover).order_by(Handover.id.desc())).first()  # type: ignore[return-value]


def told() -> Sequence[Notice]:
    db.session.rollback()
    return db.session.scalars(select(Notice).order_by(Notice.id)).all()


def joined(office: Office, who: str, role: str, agency: str | None = None) -> None:
    memberships.join(Change(OPERATOR, NOW), office.email(who), SLUG, MembershipFields(role, agency))


def set_stage(office: Office, stage: str) -> None:
    """Bring the plan to a stage, back too, which no service does."""
    if stage != "drafting" and office.plan().stage == "drafting":
        plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, stage)
        return
    office.plan().stage = stage
    db.session.commit()


def lead_by_hand(office: Office, task: int, agency: str) -> None:
    row = db.session.scalars(select(TaskAgency).where(TaskAgency.task_id == task)).one()
    row.agency_id = office.agencies[agency]
    db.session.commit()
