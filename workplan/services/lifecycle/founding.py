"""Found a plan from nothing: a draft that somebody coordinates, with reminder rules that work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Directive, Plan, User
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.lifecycle.default_rules import add_default_rules
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import founders, house_rights, plan_agencies, rights
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.directive import directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields
from workplan.services.tasks.suspenses import check_day

CALENDAR = (
    "weekmask",
    "days_off",
    "days_worked",
    "is_federal",
    "day_notes",
    "hours",
    "work_calendars",
)
"""The columns of a plan that say when it works."""


@dataclass(frozen=True)
class NewPlan:
    """A plan that is founded from nothing.

    Args:
        directive_id: what it carries out; None while none is named.
        directive: one that is not in the list yet, and is added to it; in place of the other.
        agencies: which take part from the first day, by their numbers.
        calendar_of: the short name of a plan whose working days it takes over; empty for the
            federal calendar.
        coordinator: by their address, whom an administrator names; empty for oneself.
    """

    fields: PlanFields
    start_on: date
    directive_id: int | None = None
    directive: DirectiveFields | None = None
    agencies: tuple[int, ...] = ()
    calendar_of: str = ""
    coordinator: str = ""


def found(change: Change, wanted: NewPlan) -> Plan:
    """Write a new plan in drafting, with its coordinator and the default reminder rules.

    Raises:
        NotAllowed: for anyone but a coordinator of an open plan, and an administrator.
        InvalidInput: when the plan cannot be so, and when an administrator names nobody.
    """
    with change.transaction() as session:
        founders.require_founder(session, change.actor)
        coordinator = coordinator_of(session, change.actor, wanted.coordinator)
        check_day("start_on", wanted.start_on)
        directive_id = chosen_directive(change, wanted)
        check_directive(session, directive_id)
        plan = insert(session, wanted.fields.checked(session), wanted.start_on)
        plan.directive_id = directive_id
        if wanted.calendar_of:
            like, _ = rights.plan_for(session, change.actor, wanted.calendar_of)
            take_calendar(plan, like)
        on_day = civil_date(change.now, plan.time_zone)
        take_part(session, Joining(plan.id, on_day), wanted.agencies)
        add_default_rules(session, plan.id)
        entry = journal.Entry("plan.founded", ("plan", plan.id), after=described(session, plan))
        coordinate(change, plan, coordinator, journal.record(change, on_day, plan.id, [entry]))
        return plan


def coordinate(change: Change, plan: Plan, coordinator: str, cause_seq: int) -> None:
    """Let somebody coordinate a new plan, as part of what made it.

    Args:
        coordinator: by the address of their account.
        cause_seq: the entry that says how the plan was made.
    """
    with change.grouped(cause_seq):
        memberships.join(change, coordinator, plan.slug, MembershipFields("coordinator"))


def chosen_directive(change: Change, wanted: NewPlan) -> int | None:
    """Return the directive of a new plan, which is added when it is not in the list yet.

    Raises:
        InvalidInput: for a directive that cannot be added, named by the field of the new plan.
    """
    if wanted.directive is None:
        return wanted.directive_id
    try:
        return directives.add(change, wanted.directive).id
    except InvalidInput as error:
        field = "directive_title" if error.field == "title" else error.field
        raise InvalidInput(field, error.message) from error


def coordinator_of(session: Session, actor: Actor, named: str) -> str:
    """Return the address of who coordinates a plan that somebody founds.

    An administrator sees no plan, and so names somebody else.

    Raises:
        InvalidInput: when nobody is named who has to be, or nobody has that address.
    """
    named = named.strip().lower()
    own = session.scalar(select(User.email).where(User.id == actor.id))
    if not named and own is not None and house_rights.coordinates(session, actor):
        return own
    if not named or (named == own and actor.is_admin):
        raise InvalidInput(
            "coordinator",
            "An administrator sees no plan. Give the address of whoever coordinates it; they need "
            "an account.",
        )
    user = session.scalar(select(User).where(User.email == named))
    if user is None or user.disabled_at is not None:
        raise InvalidInput(
            "coordinator",
            f"Nobody here has the address {named}. Choose somebody who has an account.",
        )
    return named


def own_address(session: Session, actor: Actor) -> str:
    """Return the address of a person's own account."""
    return session.scalars(select(User.email).where(User.id == actor.id)).one()


def check_directive(session: Session, directive_id: int | None, kept: int | None = None) -> None:
    """Refuse a directive that is not known, or is no longer chosen.

    Args:
        kept: the directive that the plan has, which it may keep though it is retired.
    """
    if directive_id is None or directive_id == kept:
        return
    directive = session.get(Directive, directive_id)
    if directive is None or directive.retired_at is not None:
        raise InvalidInput(
            "directive_id", "That directive is not in the list. Choose one, or “none yet”."
        )


def take_part(session: Session, joining: Joining, agency_ids: tuple[int, ...]) -> None:
    """Let agencies that are known take part in a plan.

    Raises:
        InvalidInput: for one that is not known, or retired.
    """
    known = set(session.scalars(select(Agency.id).where(Agency.retired_at.is_(None))))
    if set(agency_ids) - known:
        raise InvalidInput("agencies", "One of these agencies is not known. Choose from the list.")
    plan_agencies.take_part(session, joining, agency_ids)


def insert(session: Session, fields: PlanFields, start_on: date, **more: Any) -> Plan:
    """Write the row of a new plan in drafting; the caller journals."""
    plan = Plan(stage="drafting", start_on=start_on, **fields.columns(), **more)
    session.add(plan)
    session.flush()
    return plan


def take_calendar(plan: Plan, like: Plan) -> None:
    """Give a plan the working days of another."""
    for name in CALENDAR:
        setattr(plan, name, getattr(like, name))


def described(session: Session, plan: Plan) -> dict[str, Any]:
    """Return what the journal keeps of a new plan."""
    kept: dict[str, Any] = {"slug": plan.slug, "title": plan.title}
    kept["start_on"] = journal.day(plan.start_on)
    return kept | (named(session, plan.directive_id) if plan.directive_id is not None else {})


def named(session: Session, directive_id: int | None) -> dict[str, Any]:
    """Return what the journal keeps of the directive of a plan: its number, and its citation."""
    directive = session.get(Directive, directive_id) if directive_id is not None else None
    citation = directive.citation if directive is not None else None
    return {"directive_id": directive_id, "directive": citation}
