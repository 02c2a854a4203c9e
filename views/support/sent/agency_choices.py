"""Choosing an agency in a plan: those that take part come first, and all others after them."""

from __future__ import annotations

from collections.abc import Iterable

from workplan.extensions import Session
from workplan.services.people import agencies, plan_agencies
from workplan.services.people.agencies import AgencyCode

HERE, OTHERS = "In this plan", "Other agencies"
Groups = list[tuple[str, list[tuple[str, str]]]]


def of_plan(session: Session, plan_id: int, nobody: str = "") -> Groups:
    """Return the agencies to choose from in a plan, by their codes, in two groups.

    Args:
        nobody: what stands for no agency; empty when one has to be chosen.
    """
    found = plan_agencies.offered(session, plan_id)
    first: Groups = [("", [("", nobody)])] if nobody else []
    return [*first, (HERE, _pairs(found.here)), (OTHERS, _pairs(found.others))]


def for_file(session: Session, plan_id: int | None) -> Groups:
    """Return the agencies that a name in a file can mean, by their codes.

    Args:
        plan_id: the plan that the file goes into, whose own come first; None when it becomes one.
    """
    if plan_id is None:
        return [("", _pairs(agencies.codes(session)))]
    return of_plan(session, plan_id)


def others(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """Return the agencies that do not take part in a plan, by their codes."""
    return _pairs(plan_agencies.offered(session, plan_id).others)


def _pairs(found: Iterable[AgencyCode]) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in found]
