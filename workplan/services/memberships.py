"""Make people members of plans."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from models import Agency, Membership, Plan, User
from models.plan import ROLES
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.services import journal
from workplan.services.actor import Actor
from workplan.services.transaction import transaction

AGENCY_ROLES = ("lead", "contributor")


@dataclass(frozen=True)
class MembershipFields:
    """A role in a plan; leads and contributors hold it for an agency.

    Args:
        agency: the agency's code.
        is_supervisor: written to when a task of the agency stays overdue.
    """

    role: str
    agency: str | None = None
    is_supervisor: bool = False


def join(actor: Actor, now: datetime, email: str, slug: str, wanted: MembershipFields) -> None:
    """Give a person a role in a plan, or another one than they had."""
    if wanted.role not in ROLES:
        raise InvalidInput("role", f"“{wanted.role}” is no role. Use one of {', '.join(ROLES)}.")
    if wanted.agency is None and (wanted.role in AGENCY_ROLES or wanted.is_supervisor):
        raise InvalidInput("agency", f"A {wanted.role} acts for an agency. Name it by its code.")
    with transaction() as session:
        user = session.scalar(select(User).where(User.email == email.strip().lower()))
        if user is None:
            raise NotFound(f"Nobody here has the email {email}. Add the person first.")
        plan = session.scalar(select(Plan).where(Plan.slug == slug))
        if plan is None:
            raise NotFound(f"There is no plan “{slug}”. Check its address.")
        agency_id = session.scalar(select(Agency.id).where(Agency.code == wanted.agency))
        if wanted.agency is not None and agency_id is None:
            raise InvalidInput("agency", f"There is no agency with the code “{wanted.agency}”.")
        membership = session.scalar(
            select(Membership).where(Membership.plan_id == plan.id, Membership.user_id == user.id)
        )
        before = {"role": membership.role} if membership else None
        if membership is None:
            membership = Membership(plan_id=plan.id, user_id=user.id)
            session.add(membership)
        membership.role, membership.agency_id = wanted.role, agency_id
        membership.is_supervisor = wanted.is_supervisor
        entry = journal.Entry("member.joined", ("user", user.id), before, asdict(wanted))
        on_day = civil_date(now, plan.time_zone)
        journal.record(session, actor, now, on_day, plan.id, [entry])
