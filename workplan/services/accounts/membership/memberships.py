"""Make people members of plans, change what they are there, and let them go."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, JournalEntry, Membership, Plan, User
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.services.accounts.membership import departures
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.people import agencies, plan_agencies, rights
from workplan.services.people.plan_agencies import Joining
from workplan.services.people.plan_members import WORKING_ROLES
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.vocabulary import Role, Stage


@dataclass(frozen=True)
class MembershipFields:
    """A role in a plan; leads and contributors hold it for an agency.

    Args:
        agency: the agency's code.
        is_supervisor: written to when a task of the agency stays overdue; None, when nothing is
            said of it: whoever is new in the plan is one if the agency names them.
    """

    role: str
    agency: str | None = None
    is_supervisor: bool | None = None


def join(change: Change, email: str, slug: str, wanted: MembershipFields) -> None:
    """Give a person a role in a plan, or another one than they had, as the system's operator."""
    with change.transaction() as session:
        set_in(change, _plan(session, slug), _user(session, email), wanted)


def set_role(change: Change, slug: str, email: str, wanted: MembershipFields) -> None:
    """Give a person a role in a plan that one coordinates, or another one than they had.

    Raises:
        NotAllowed: for anyone but a coordinator of the plan.
    """
    with change.transaction() as session:
        plan = own_plan(session, change.actor, slug)
        set_in(change, plan, _user(session, email), wanted)


def take_in(change: Change, slug: str, user: User, wanted: MembershipFields) -> str:
    """Give somebody who is new a role in a plan, in a transaction that asked rights already.

    Returns:
        The title of the plan.
    """
    plan = _plan(change.session, slug)
    set_in(change, plan, user, wanted)
    return plan.title


def leave(change: Change, email: str, slug: str) -> None:
    """Take a person out of a plan, as the system's operator."""
    with change.transaction() as session:
        let_out(change, _plan(session, slug), _user(session, email))


def remove(change: Change, slug: str, user_id: int) -> str:
    """Take a person out of a plan that one coordinates, and return their name.

    Raises:
        NotAllowed: for anyone but a coordinator of the plan.
    """
    with change.transaction() as session:
        plan = own_plan(session, change.actor, slug)
        require_member(session, plan, user_id)
        user = session.get_one(User, user_id)
        let_out(change, plan, user)
        return user.name


def require_member(session: Session, plan: Plan, user_id: int) -> None:
    """Say of whoever is not in a plan nothing, whether or not they have an account.

    Raises:
        NotFound: when they are not in it.
    """
    if _membership(session, plan, user_id) is None:
        raise NotFound("Nobody with that number is in this plan.")


def restore(change: Change, slug: str, user_id: int, was: MembershipFields | None = None) -> str:
    """Bring back a member who was taken out, as what they were, and return their name.

    Args:
        was: what they were; None for what they were when they were taken out last.

    Raises:
        NotFound: when nobody with that number was taken out of the plan.
    """
    with change.transaction() as session:
        plan = own_plan(session, change.actor, slug)
        entry = session.scalar(
            select(JournalEntry)
            .where(
                JournalEntry.plan_id == plan.id,
                JournalEntry.verb == "member.left",
                JournalEntry.subject_id == user_id,
            )
            .order_by(JournalEntry.seq.desc())
            .limit(1)
        )
        if entry is None or _membership(session, plan, user_id) is not None:
            raise NotFound("Nobody with that number was taken out of this plan.")
        user = session.get_one(User, user_id)
        set_in(change, plan, user, was or MembershipFields(**(entry.before or {})))
        return user.name


def set_in(
    change: Change, plan: Plan, user: User, wanted: MembershipFields, reason: str = ""
) -> None:
    """Give a person a role in a plan, in the caller's transaction; what stands so stays."""
    session = change.session
    membership = _membership(session, plan, user.id)
    agency = _checked(session, wanted, membership)
    wanted = replace(wanted, agency=agency.code if agency else None)
    if wanted.is_supervisor is None:
        is_named = agency is not None and agency.supervisor_id == user.id
        supervises = is_named and membership is None
        wanted = replace(wanted, is_supervisor=supervises)
    if user.disabled_at is not None:
        raise InvalidInput(
            "email", f"The account of {user.email} is closed. Choose somebody who has one."
        )
    before = _described(session, membership) if membership else None
    if before == asdict(wanted):
        return
    if membership is None:
        membership = Membership(plan_id=plan.id, user_id=user.id)
        session.add(membership)
    elif wanted.role != "coordinator":
        _keep_a_coordinator(session, plan, membership)
    if wanted.role == "coordinator":
        _keep_the_official(plan, user, "role")
    membership.role, membership.agency_id = wanted.role, agency.id if agency else None
    membership.is_supervisor = bool(wanted.is_supervisor)
    membership.version = (membership.version or 0) + 1
    session.flush()
    verb = "member.joined" if before is None else "member.changed"
    entry = journal.Entry(verb, ("user", user.id), before, asdict(wanted), reason)
    on_day = civil_date(change.now, plan.time_zone)
    plan_agencies.take_part(session, Joining(plan.id, on_day), [membership.agency_id])
    seq = journal.record(change, on_day, plan.id, [entry])
    if before is not None:
        sign_ins.end_access(session, change.now, user.id, plan.id)
        departures.let_go(change, plan.id, user.id, seq)


def let_out(change: Change, plan: Plan, user: User, reason: str = "") -> None:
    """Take a person out: rights, sessions and links end; what is handed to them stays on record."""
    session = change.session
    membership = _membership(session, plan, user.id)
    if membership is None:
        raise NotFound(f"{user.email} is not in this plan. Check the address.")
    _keep_a_coordinator(session, plan, membership)
    _keep_the_official(plan, user, "to")
    before = _described(session, membership)
    entry = journal.Entry("member.left", ("user", user.id), before, reason=reason)
    session.delete(membership)
    session.flush()
    on_day = civil_date(change.now, plan.time_zone)
    journal.record(change, on_day, plan.id, [entry])
    sign_ins.end_access(session, change.now, user.id, plan.id)
    departures.tell_coordinators(change, user.id, plan.id)


def _keep_the_official(plan: Plan, user: User, field: str) -> None:
    """Refuse that who decides on changes of an approved plan leaves it, or makes them."""
    if plan.approver_id == user.id and plan.stage in (Stage.APPROVED, Stage.IMPLEMENTING):
        raise InvalidInput(
            field,
            f"{user.name} is the approving official of this plan and decides on its changes. Name "
            "another official first, on the page of clearance.",
        )


def _checked(
    session: Session, wanted: MembershipFields, membership: Membership | None
) -> Agency | None:
    """Return the agency that a role is held for, or refuse the role.

    Its code may be one that it had; one that was merged is the one that took it in.
    """
    if wanted.role not in Role.codes():
        raise InvalidInput(
            "role", f"“{wanted.role}” is no role. Use one of {', '.join(Role.codes())}."
        )
    if wanted.agency is None and (wanted.role in WORKING_ROLES or wanted.is_supervisor):
        what = "supervisor" if wanted.is_supervisor else wanted.role
        raise InvalidInput("agency", f"A {what} acts for an agency. Name it by its code.")
    if wanted.agency is None:
        return None
    agency = agencies.find_by_code(session, wanted.agency)
    if agency is not None and agency.merged_into_id is not None:
        agency = session.get(Agency, agency.merged_into_id)
    if agency is None:
        raise InvalidInput(
            "agency", f"There is no agency with the code “{wanted.agency}”. Choose from the list."
        )
    stays = membership is not None and membership.agency_id == agency.id
    if agency.retired_at is not None and not stays:
        raise InvalidInput("agency", f"{agency.label} is retired. Choose an agency that is in use.")
    return agency


def _keep_a_coordinator(session: Session, plan: Plan, membership: Membership) -> None:
    if membership.role != "coordinator":
        return
    others = session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.plan_id == plan.id,
            Membership.role == "coordinator",
            Membership.user_id != membership.user_id,
            User.disabled_at.is_(None),
        )
    )
    if not others:
        raise InvalidInput(
            "role", "This is the plan’s only coordinator. Add another coordinator first."
        )


def _described(session: Session, membership: Membership) -> dict[str, Any]:
    """Return what the journal keeps of a membership, which is what restores it."""
    agency = session.get(Agency, membership.agency_id) if membership.agency_id else None
    code = agency.code if agency else None
    return asdict(MembershipFields(membership.role, code, membership.is_supervisor))


def described_now(session: Session, plan: Plan, user_id: int) -> dict[str, Any]:
    """Return what the journal would keep of a membership as it stands.

    Raises:
        NotFound: when they are not in the plan.
    """
    require_member(session, plan, user_id)
    found = _membership(session, plan, user_id)
    return _described(session, found) if found else {}


def _membership(session: Session, plan: Plan, user_id: int) -> Membership | None:
    return session.scalar(
        select(Membership).where(Membership.plan_id == plan.id, Membership.user_id == user_id)
    )


def own_plan(session: Session, actor: Actor, slug: str) -> Plan:
    """Return a plan whose members somebody may change."""
    plan, standing = rights.plan_for(session, actor, slug)
    rights.require_members(standing)
    return plan


def _plan(session: Session, slug: str) -> Plan:
    plan = session.scalar(select(Plan).where(Plan.slug == slug))
    if plan is None:
        raise NotFound(f"There is no plan “{slug}”. Check its address.")
    return plan


def _user(session: Session, email: str) -> User:
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise NotFound(f"Nobody here has the email {email}. Add the person first.")
    return user
