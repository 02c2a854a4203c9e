"""What is sent to the settings of a plan, and the parts of it that each change would use up."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from models import Agency
from support.ground.office import OTHER_SLUG, SLUG
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import (
    agencies_of_plans,
    lines_of_effort,
    objectives,
    retired_efforts,
)
from workplan.services.structure.lines_of_effort import EffortFields
from workplan.services.structure.objectives import ObjectiveFields

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

SETTINGS = "/plans/<slug>/settings/"
EFFORTS, OBJECTIVES, AGENCIES, MEMBERS = (
    f"{SETTINGS}{name}" for name in ("lines-of-effort", "objectives", "agencies", "members")
)
PARTS = (EFFORTS, OBJECTIVES, AGENCIES)
NUMBERS = count(1)


def fresh_part(site: Site, row: Row) -> int | None:
    """Return a new line of effort, objective or agency of the plan in the address."""
    if not row.route.startswith(PARTS) or "<int:" not in row.route:
        return None
    is_strange = row.whose == "stranger's"
    slug, number = OTHER_SLUG if is_strange else SLUG, next(NUMBERS)
    with site.inside() as office:
        change = Change(office.stranger if is_strange else office.coordinator, site.now)
        if row.route.startswith(AGENCIES):
            return _joined(change, slug, f"X{number}")
        if row.route.startswith(EFFORTS):
            found = lines_of_effort.add(change, slug, EffortFields(f"X{number}", "One more"))
            if row.route.endswith("/restoration"):
                retired_efforts.retire(change, slug, found, 1, None)
            return found
        wanted = [ObjectiveFields(f"X{number}.{n}", "One more") for n in (1, 2)]
        found = objectives.add(change, slug, wanted)[0]
        if row.route.endswith("/restoration"):
            objectives.retire(change, slug, found, 1)
        return found


def sent_part(site: Site, row: Row) -> dict[str, Any]:
    """Return what a coordinator would send to the settings of a plan."""
    number = next(NUMBERS)
    if row.route.endswith("/place"):
        return {"place": 1}
    if row.route.endswith("/retirement"):
        return {"version": 1, "to": "0"}
    if row.route == AGENCIES:
        code = f"Y{number}"
        with site.inside(), writing() as session:
            session.add(Agency(code=code, label=code, name="One more"))
        return {"agency": code}
    if row.route.startswith(EFFORTS):
        return {"version": 1, "code": f"Y{number}", "title": "Another", "agency": ""}
    if row.route == f"{OBJECTIVES}/tasks":
        return {"tie": f"{_task(site, row)}.{_objective(site, row)}"}
    if row.route.startswith(OBJECTIVES):
        return {"version": 1, "code": f"Y{number}", "statement": f"Another {number}"}
    return {}


def _task(site: Site, row: Row) -> int:
    return site.tasks["stranger's" if row.whose == "stranger's" else "ours"]


def _objective(site: Site, row: Row) -> int:
    """Return a new objective, so that a tie to it is always new."""
    is_strange = row.whose == "stranger's"
    with site.inside() as office:
        change = Change(office.stranger if is_strange else office.coordinator, site.now)
        wanted = [ObjectiveFields(f"Z{next(NUMBERS)}", "To be tied")]
        return objectives.add(change, OTHER_SLUG if is_strange else SLUG, wanted)[0]


def _joined(change: Change, slug: str, code: str) -> int:
    with change.transaction() as session:
        agency = Agency(code=code, label=code, name="One more")
        session.add(agency)
        session.flush()
        agencies_of_plans.add(change, slug, code)
        return agency.id
