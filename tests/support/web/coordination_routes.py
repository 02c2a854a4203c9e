"""The lines of the table of routes that are about what agencies ask of each other in a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from workplan.services.coordination import registers
from workplan.services.coordination.register_fields import RegisterFields
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.route_rows import Row

REGISTERS = "/plans/<slug>/registers"
OURS = (REGISTERS,)


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new entry, closed or retired where that is taken back."""
    if "<int:" not in row.route:
        return None
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        who = office.stranger if row.whose == "stranger's" else office.coordinator
        change = Change(who, site.now)
        number = registers.add(change, slug, RegisterFields("risk", "To be", _agency(site, row)))
        if row.route.endswith("/reopening"):
            registers.close(change, slug, number, 1, "It ended")
        if row.route.endswith("/restoration"):
            registers.retire(change, slug, number, 1)
        return number


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    if row.route.endswith(("/new", "/edit")):
        said = {"kind": "issue", "statement": f"Said {number}", "agency": _agency(site, row)}
        return {"version": 1, **said}
    version = 2 if row.route.endswith(("/reopening", "/restoration")) else 1
    return {"version": version, "outcome": f"So {number}", "reason": f"Because {number}"}


def _agency(site: Site, row: Row) -> int:
    return site.office.agencies["ZEBRA" if row.whose == "stranger's" else "PM"]
