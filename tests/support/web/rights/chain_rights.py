"""The rows of the table of rights between given and accepted, and what is sent to those routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.made_for_routes import NUMBERS
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.endings import acceptance, claims, ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

CLAIM, ACCEPTANCE = "/claims/<int:claim_id>", "/tasks/<int:task_id>/acceptance"
ENDING, BACK = "/tasks/<int:task_id>/ending", "/tasks/<int:task_id>/ending/back"
CLOSING = "/tasks/<int:task_id>/closing"
# fmt: off
OF_THE_CHAIN = """GET    /tasks/<int:task_id>/chain  ours  login  404  200  200  200  200  200  404
GET    /tasks/<int:task_id>/chain  stranger's  login  404  404  404  404  404  404  200
GET    /tasks/<int:task_id>/chain  nowhere  login  404  404  404  404  404  404  404
GET    /tasks/<int:task_id>/chain.csv  ours  login  404  200  200  200  200  200  404
GET    /tasks/<int:task_id>/chain.csv  stranger's  login  404  404  404  404  404  404  200
GET    /tasks/<int:task_id>/chain.csv  nowhere  login  404  404  404  404  404  404  404
POST   /claims/<int:claim_id>  ours  login  404  403  403  403  403  403  404
POST   /claims/<int:claim_id>  theirs  login  404  saved  403  403  403  403  404
POST   /claims/<int:claim_id>  stranger's  login  404  404  404  404  404  404  saved
POST   /claims/<int:claim_id>  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/acceptance  theirs  login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/acceptance  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/acceptance  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/closing  ours  login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/closing  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/closing  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/ending  ours  login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/ending  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/ending  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/ending/back  ours  login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/ending/back  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/ending/back  nowhere  login  404  404  404  404  404  404  404
GET    /tasks/<int:task_id>/reminders  ours  login  404  200  200  200  200  200  404
GET    /tasks/<int:task_id>/reminders  stranger's  login  404  404  404  404  404  404  200
GET    /tasks/<int:task_id>/reminders  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/following  ours  login  404  saved  saved  saved  saved  saved  404
POST   /tasks/<int:task_id>/following  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/following  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/following/end  ours  login  404  saved  saved  saved  saved  saved  404
POST   /tasks/<int:task_id>/following/end  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/following/end  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/reminders/coming  arms  login  404  200  200  403  403  200  404
GET    /plans/<slug>/reminders/coming  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/reminders/coming  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/activity  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/activity  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/activity  nowhere  login  404  404  404  404  404  404  404
"""
# fmt: on


def sent_to_chain(site: Site, row: Row, task_id: int) -> dict[str, Any] | None:
    """Return what is sent to a route of the chain; None for other routes."""
    number = next(NUMBERS)
    if row.route == CLAIM:
        return {"answer": "accept"}
    if row.route == ACCEPTANCE:
        return {"words": "It was not signed"}
    if row.route == CLOSING:
        return {"version": 0, "criteria": f"Part {number} is signed"}
    if row.route == ENDING:
        return {"version": site.version(task_id), "kind": "not_done", "reason": "No money"}
    if row.route == BACK:
        return {"version": site.version(task_id), "reason": "There is money"}
    return None


def fresh_in_chain(site: Site, row: Row) -> int | None:
    """Return a new claim, or a new task as a route of the chain needs it; None for other routes."""
    if row.method != "POST" or row.route not in (CLAIM, ACCEPTANCE, CLOSING, ENDING, BACK):
        return None
    is_strange = row.whose == "stranger's"
    slug = OTHER_SLUG if is_strange else SLUG
    lead = {"stranger's": "ZEBRA", "theirs": "DSCA"}.get(row.whose, "PM")
    with site.inside() as office:
        actor = office.stranger if is_strange else office.coordinator
        change = Change(actor, site.now)
        wanted = office.fields(f"c{next(NUMBERS)}", leads=(lead,))
        task_id, _ = tasks.add(change, slug, wanted)
        if row.route == BACK:
            version = office.task(task_id).version
            ways_out.end(change, task_id, version, Ended("not_done", "No money"))
        if row.route not in (CLAIM, ACCEPTANCE):
            return task_id
        _verify(office, slug, "everything")
        office.report(task_id, site.now, actor, status="complete", percent=100)
        _verify(office, slug, "nothing")
        claim = claims.open_claim(db.session(), task_id)
        assert claim is not None
        claim_id = claim.id
        if row.route == ACCEPTANCE:
            acceptance.accept(change, claim_id)
            return task_id
    return claim_id


def _verify(office: Any, slug: str, what: str) -> None:
    with writing():
        office.plan(slug).verifies = what
