"""Who an audience is: people of the agencies of a task, of the department above, or by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from workplan.reminders.ladder import Rule
from workplan.vocabulary import Audience


class Member(NamedTuple):
    """A person who can be written to, with their role in the plan."""

    user_id: int
    role: str
    agency_id: int | None
    is_supervisor: bool


class Concerned(NamedTuple):
    """Whom a task concerns.

    Args:
        leads: the agencies that lead it.
        assignee_id: the person it is handed to.
        supports: the agencies that support it, by their role.
        verifiers: who checks it when it is claimed.
        followers: who follows it.
    """

    leads: Sequence[int]
    assignee_id: int | None = None
    supports: Mapping[str, Sequence[int]] = MappingProxyType({})
    verifiers: Collection[int] = ()
    followers: Collection[int] = ()


def meant(
    rule: Rule, task: Concerned, members: Iterable[Member], parents: Mapping[int, int | None]
) -> set[int]:
    """Return the user ids that a rule means for a task; only members of the plan are written to.

    Args:
        parents: the agency above each agency.
    """
    members = list(members)
    here = {m.user_id for m in members}
    match rule.audience:
        case Audience.OFFICER:
            return here & {task.assignee_id}
        case Audience.VERIFIER:
            return here & {*task.verifiers}
        case Audience.FOLLOWERS:
            return here & {*task.followers}
        case Audience.NAMED:
            return here & {*rule.named}
        case Audience.SUPPORTING:
            agencies = [agency for group in task.supports.values() for agency in group]
        case Audience.CONSULT | Audience.COORDINATE | Audience.ASSIST | Audience.CLEAR:
            agencies = [*task.supports.get(rule.audience, ())]
        case _:
            return recipients(rule.audience, task.leads, task.assignee_id, members, parents)
    return recipients(Audience.LEAD, agencies, None, members, parents)


def recipients(
    audience: str,
    lead_agencies: Iterable[int],
    assignee_id: int | None,
    members: Iterable[Member],
    parents: Mapping[int, int | None],
) -> set[int]:
    """Return the user ids that an audience means for a task.

    Args:
        audience: lead (the leads of each lead agency, and the person the task is handed to),
            supervisor, or coordinator.
        parents: the agency above each agency; one without a lead of its own is spoken for by
            the nearest agency above it that has one.

    Raises:
        ValueError: for an audience that there is not.
    """
    members = list(members)
    match audience:
        case Audience.COORDINATOR:
            return {m.user_id for m in members if m.role == "coordinator"}
        case Audience.SUPERVISOR:
            able = [m for m in members if m.is_supervisor]
        case Audience.LEAD:
            able = [m for m in members if m.role == "lead"]
        case _:
            raise ValueError(f"Nobody is meant by the audience “{audience}”.")
    found = set[int]()
    for agency in lead_agencies:
        found |= _nearest(agency, able, parents)
    if audience == "lead" and assignee_id in {m.user_id for m in members}:
        found.add(assignee_id)
    return found


def own_people(
    agency: int,
    assignee_id: int | None,
    members: Iterable[Member],
    parents: Mapping[int, int | None],
) -> set[int]:
    """Return who is reminded of the inner suspense of an agency: who has the task, else its leads.

    Whoever has it and acts for another agency, where several lead, is none of its people.
    """
    members = list(members)
    for one in members:
        is_theirs = one.agency_id is not None and agency in line_of(one.agency_id, parents)
        if one.user_id == assignee_id and is_theirs:
            return {one.user_id}
    return recipients(Audience.LEAD, [agency], None, members, parents)


def may_stand_in(delegate: Member, absent: Member, parents: Mapping[int, int | None]) -> bool:
    """Tell whether one member may stand in for another: nobody speaks for a foreign agency.

    Coordinators stand in for coordinators; leads and contributors for those of their own agency,
    or of one above or below it.
    """
    if "coordinator" in (delegate.role, absent.role):
        return delegate.role == absent.role
    ours, theirs = delegate.agency_id, absent.agency_id
    reporting = {delegate.role, absent.role} <= {"lead", "contributor"}
    if not reporting or ours is None or theirs is None:
        return False
    return is_near(ours, theirs, parents)


def is_near(one: int, other: int, parents: Mapping[int, int | None]) -> bool:
    """Tell whether an agency is another, or stands somewhere above or below it."""
    return one in line_of(other, parents) or other in line_of(one, parents)


def line_of(agency: int, parents: Mapping[int, int | None]) -> list[int]:
    """Return an agency and those above it."""
    line, at = [agency], parents.get(agency)
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return line


def _nearest(agency: int, able: list[Member], parents: Mapping[int, int | None]) -> set[int]:
    at: int | None = agency
    while at is not None:
        here = {m.user_id for m in able if m.agency_id == at}
        if here:
            return here
        at = parents.get(at)
    return set()
