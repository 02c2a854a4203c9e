"""A closed plan is read, not changed: every change of it is refused, but for what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from support.web.rights.table import TABLE
from support.web.routes.route_rows import parsed
from support.web.routes.table import fresh, sent
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site

OF_THE_PLAN = ("arms", "ours", "handed", "theirs")
STILL_TAKEN = {
    # Who may see a plan can change after it is closed, since its record stays.
    "/plans/<slug>/settings/members",
    "/plans/<slug>/settings/members/<int:user_id>",
    "/plans/<slug>/settings/members/<int:user_id>/removal",
    "/plans/<slug>/settings/members/<int:user_id>/restoration",
    # A mail that was owed while it was open.
    "/mail/<any(reminders, notices):ledger>/<int:row_id>/again",
    "/mail/<any(reminders, notices):ledger>/<int:row_id>/seen",
    # Those are an administrator's, to whom the plan does not matter; nobody else finds them.
    "/admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again",
    "/admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen",
    # A mail that came in and waits for somebody has to end, one way or another.
    "/received/<int:mail_id>/again",
    "/received/<int:mail_id>/aside",
    # What must not be here has to leave, whatever became of the plan.
    "/plans/<slug>/spills/new",
    "/spills/<int:spill_id>/withdrawal",
    "/admin/spills/<int:spill_id>/removal",
    "/admin/spills/<int:spill_id>/refusal",
    "/plans/<slug>/comments/<int:number>/person",
    # What becomes of a closed plan: it is put away, opened again, or a pattern for others.
    "/plans/<slug>/archive",
    "/plans/<slug>/archive/removal",
    "/plans/<slug>/copies",
    "/plans/<slug>/template",
    "/plans/<slug>/reopening",
    "/plans/archived/<int:plan_id>/restoration",
    # A filter is the person's own.
    "/plans/<slug>/views",
    "/views/<int:view_id>/removal",
}
GONE = {"/comment/<slug>": 404}
"""The form for the public, which is not there any more."""


def test_every_change_of_a_closed_plan_is_refused(site: Site) -> None:
    coordinator = site.browser("coordinator")
    rows = [row for row in parsed(TABLE) if row.method == "POST" and row.whose in OF_THE_PLAN]
    asked = [
        (row.route, row.path(site, number), sent(site, row, number))
        for row in rows
        for number in [fresh(site, row)]
    ]
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    before = site.work()
    refused = {
        route: coordinator.post(path, data).status_code
        for route, path, data in asked
        if route not in STILL_TAKEN
    }
    assert refused
    assert {route: code for route, code in refused.items() if code != 409} == GONE
    assert site.work() == before
    taken = {
        route: coordinator.post(path, data).status_code
        for route, path, data in asked
        if route in STILL_TAKEN
    }
    assert taken.keys() == STILL_TAKEN
    # By then it is put away, and is brought back before it is opened again.
    assert {route for route, code in taken.items() if code == 409} == {"/plans/<slug>/reopening"}
