"""What the table of routes sends about agencies and directives, which all plans share."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from models import Objective
from workplan.extensions import db
from workplan.services.people import agencies
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.directive import directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields

if TYPE_CHECKING:
    from support.ground.site import Site

NUMBERS = count(7_000)
OPERATOR = Actor(None, "Operator", "cli")


def shared(site: Site, route: str, number: int) -> dict[str, Any]:
    """Return what somebody who may would send.

    Args:
        number: of the agency or the directive in the address.
    """
    what = route.rsplit("/", 1)[1]
    new = next(NUMBERS)
    if route.startswith("/agencies"):
        names = {"label": f"Label {new}", "name": f"Agency {new}", "parent": ""}
        return {
            "new": {"code": f"M{new}", **names},
            "edit": {"code": f"N{number}", "version": 1, **names},
            "merge": {"into": "DSCA", "typed": f"N{number}"},
        }.get(what, {})
    known = {"title": f"Directive {new}", "signed_on": _signed_on(site)}
    return {
        "new": {"citation": f"EO {new}", **known},
        "edit": {"citation": f"EO {new}", "version": 1, **known},
        "merge": {"into": "1"},
        "objectives": {"version": 1, **_dropped(site, number)},
    }.get(what, {})


def _dropped(site: Site, directive_id: int) -> dict[str, str]:
    of = [row for row in site.rows("objectives") if row.directive_id == directive_id]
    return {f"became-{row.id}": "dropped" for row in of}


def a_new_one(site: Site, route: str) -> int:
    """Make an agency or a directive, retired where it is to be restored; return its number."""
    new, is_retired = next(NUMBERS), route.endswith("/restoration")
    signed_on = _signed_on(site)
    with site.inside():
        change = Change(OPERATOR, site.now)
        if route.startswith("/agencies"):
            agencies.add(change, AgencyFields(f"N{new}", f"New {new}", f"New agency {new}"))
            if is_retired:
                agencies.retire(change, f"N{new}")
            return new
        fields = DirectiveFields(f"NSPM {new}", "Another", signed_on)
        if route.endswith("/objectives"):
            fields = replace(fields, superseded_on=signed_on, superseded_by_id=1)
        number = directives.add(change, fields).id
        db.session.add(Objective(directive_id=number, code="1", statement="Sell more"))
        db.session.commit()
        if is_retired:
            directives.retire(change, number)
        return number


def _signed_on(site: Site) -> Any:
    [first] = [row for row in site.rows("directives") if row.id == 1]
    return first.signed_on
