"""The lines of the table of routes that are about change requests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.made_for_routes import NUMBERS
from workplan.extensions import db
from workplan.services.changes.requests.asking import BY_ASKING, Asked, Asking
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

OURS = ("/plans/<slug>/changes",)


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new request of the plan, which its lead made."""
    if "<int:number>" not in row.route:
        return None
    is_strange = row.whose == "stranger's"
    task_id = site.tasks["stranger's" if is_strange else "ours"]
    with site.inside() as office:
        who = office.people["stranger_lead" if is_strange else "lead"]
        change = Asking(replace(who, by_request=BY_ASKING), site.now, why="We need it")
        task = office.task(task_id)
        wanted = replace(fields_of(db.session(), task), name=f"Another name {next(NUMBERS)}")
        try:
            tasks.change(change, task_id, task.version, wanted)
        except Asked as asked:
            db.session.rollback()
            return asked.number
    raise AssertionError("it was saved, and not asked for")


def sent(site: Site, row: Row, _: int) -> dict[str, Any]:
    """Return what whoever decides would send, whoever sends it now."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    version = next((one.version for one in site.rows("plans") if one.slug == slug), 1)
    return {"version": version, "answer": "Better so", "days": 5}
