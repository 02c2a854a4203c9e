"""The lines of the table of routes that are about reporting cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Notice, Plan
from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.made_for_routes import NUMBERS
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.cycles import closing, cycles, finding
from workplan.services.reporting.cycles.completeness import completeness
from workplan.services.tasks import states

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

OURS = ("/plans/<slug>/cycles",)


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new cycle of the plan, of which nobody was told yet."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        session = db.session()
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        who = "stranger" if slug == OTHER_SLUG else "coordinator"
        change = Change(office.people[who], site.now)
        if (old := finding.open_one(session, plan.id)) is not None:
            number, version = old.number, old.version
            session.rollback()
            cycles.withdraw(change, slug, number, version, "Another one")
        if "<int:number>" not in row.route:
            return None
        wanted = cycles.usual(states.day_of(session, plan, site.now))
        session.rollback()
        number = cycles.open_cycle(change, slug, wanted._replace(name=f"Cycle {next(NUMBERS)}"))
        with writing() as written:
            written.execute(Notice.__table__.delete().where(Notice.kind == "cycle_asked"))
        return number


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the coordinator would send, whoever sends it now."""
    with site.inside():
        session = db.session()
        slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        usual = cycles.usual(states.day_of(session, plan, site.now))
        found = finding.open_one(session, plan.id)
        version, seen = 1, set[str]()
        if found is not None:
            version = found.version
            seen = {closing.shown(one) for one in completeness(session, plan, found)}
        session.rollback()
    return {
        "version": version,
        "name": f"Another name {number}",
        "as_of_on": usual.as_of_on.isoformat(),
        "due_on": usual.due_on.isoformat(),
        "because": "It is not needed",
        "seen": ",".join(seen),
    }
