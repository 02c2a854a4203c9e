"""The lines of the table of routes that are about the text of a plan and its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Plan, PlanSection
from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.made_for_routes import NUMBERS
from workplan.extensions import db
from workplan.services.consultation.text import remarks, sections, sources, versions
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

TEXT, VERSIONS = "/plans/<slug>/text", "/plans/<slug>/versions"
CLEARANCE = "/plans/<slug>/clearance"
OURS = (TEXT, VERSIONS, CLEARANCE)
SECTION = f"{TEXT}/sections/<int:number>"


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new section, source, remark or version, as the change needs it."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        change = Change(office.stranger if slug == OTHER_SLUG else office.coordinator, site.now)
        if row.method == "POST" and row.route == TEXT:
            _empty(change, slug)
            return None
        if row.method == "POST" and row.route == CLEARANCE:
            joining = Joining(office.plan(slug).id, site.today)
            with writing() as session:
                plan_agencies.take_part(session, joining, [office.agencies["DSCA"]])
        words = f"Words {next(NUMBERS)} that are written here."
        number = sections.add(change, slug, SectionFields("Purpose", words))
        if row.route.endswith("/restoration"):
            sections.retire(change, slug, number, 1)
        if "<int:source_id>" in row.route:
            return sources.add(change, slug, number, SourceFields("other", "", "A letter"))
        if "<int:remark_id>" in row.route:
            return remarks.say(change, slug, number, "Say more.")
        if row.route.startswith(f"{VERSIONS}/"):
            return versions.keep(change, slug, f"Draft {number}")
        return number


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    if row.route.endswith("/place"):
        return {"place": 1}
    if row.route == CLEARANCE:
        agency = site.office.agencies["DSCA"]
        day = site.day(7).isoformat()
        after = max((one.number for one in _went_round(site, row)), default=0)
        return {"name": "Draft", "after": after, "ask": agency, f"due_{agency}": day}
    if row.route == VERSIONS:
        return {"name": f"Draft {number}"}
    if row.route.endswith("/sources"):
        return {"kind": "other", "words": f"Letter {number}"}
    version = 2 if row.route.endswith("/restoration") else 1
    said = {"heading": f"Heading {number}", "body": f"Said {number}"}
    return {"version": version, "reason": "Better so"} | said


def _went_round(site: Site, row: Row) -> list[Any]:
    """Return the versions of the plan that went round the agencies."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    plan = next((one.id for one in site.rows("plans") if one.slug == slug), 0)
    rounds = {r.id for r in site.rows("rounds") if r.plan_id == plan and r.task_id is None}
    return [one for one in site.rows("round_versions") if one.round_id in rounds]


def _empty(change: Change, slug: str) -> None:
    """Take every section out of the text, so that it can be begun."""
    plan_id = db.session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
    every = db.session.scalars(
        select(PlanSection).where(PlanSection.plan_id == plan_id, PlanSection.retired_at.is_(None))
    ).all()
    for number, version in [(one.number, one.version) for one in every]:
        sections.retire(change, slug, number, version)
