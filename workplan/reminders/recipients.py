"""Who an audience is: the people of the task's lead agencies, or of the department above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Member(NamedTuple):
    """A person who can be written to, with their role in the plan."""

    user_id: int
    role: str
    agency_id: int | None
    is_supervisor: bool


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
    """
    members = list(members)
    if audience == "coordinator":
        return {m.user_id for m in members if m.role == "coordinator"}
    if audience == "supervisor":
        able = [m for m in members if m.is_supervisor]
    else:
        able = [m for m in members if m.role == "lead"]
    found = set[int]()
    for agency in lead_agencies:
        found |= _nearest(agency, able, parents)
    if audience == "lead" and assignee_id in {m.user_id for m in members}:
        found.add(assignee_id)
    return found


def _nearest(agency: int, able: list[Member], parents: Mapping[int, int | None]) -> set[int]:
    at: int | None = agency
    while at is not None:
        here = {m.user_id for m in able if m.agency_id == at}
        if here:
            return here
        at = parents.get(at)
    return set()
