"""Forms of imports and calendars, as their pages give them."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.structure import plan_calendar

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row


def uploaded(site: Site) -> dict[str, Any]:
    """Return the form with which the coordinator saves a file that they have just uploaded."""
    table = b"UID,Name,Duration\n1,Draft,3\n"
    sent = {"file": (BytesIO(table), "plan.csv"), "start_on": site.today.isoformat()}
    values = site.browser("coordinator").post("/plans/import", sent).form.values()
    del values["csrf_token"]
    return values


def sheet_columns(site: Site) -> dict[str, Any]:
    """Return the form that says what the columns of a sheet of the coordinator mean."""
    browser = site.browser("coordinator")
    sent = {"file": (BytesIO(b"Task,Start\nDraft,2027-01-05\n"), "plan.csv")}
    values = browser.get(browser.post("/plans/import", sent).location).form.values()
    del values["csrf_token"]
    return values


def calendar(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return the form of a calendar with one more day off."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        version = plan_calendar.version_of(db.session(), office.plan(slug).id)
    day = date(2030, 1, 7) + timedelta(weeks=number)
    return {"version": version, "week": "Mon", "kind": "off", "days": day.isoformat()}


def other_calendar(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return the form of one more calendar, or that which retires one that there is."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        plan = office.plan(slug)
        if plan.work_calendars is None:
            plan.work_calendars = {"Crew": {"weekmask": "1111000", "holidays": []}}
            db.session.commit()
        version = plan_calendar.version_of(db.session(), plan.id)
        is_retired = bool(plan.work_calendars["Crew"].get("retired"))
    if row.route.endswith("/retirement"):
        return {"version": version, "named": "Crew", "act": ("retire", "restore")[is_retired]}
    return {"version": version, "week": "Mon", "kind": "off", "name": f"Crew {number}"}
