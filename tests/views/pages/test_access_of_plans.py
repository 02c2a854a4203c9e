"""Who reads a plan: members alone, while they are members; a closed plan is read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models import Membership, Plan
from support.ground.office import SLUG
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site


def test_an_administrator_sees_no_plan_until_made_a_member(site: Site) -> None:
    admin = site.browser("admin")
    assert admin.get("/").location == "/admin"
    assert "You are a member of no plan" in admin.get("/plans").text
    with site.inside() as office, writing() as session:
        plan_id = session.scalars(select(Plan.id).where(Plan.slug == SLUG)).one()
        user_id = office.people["admin"].id
        session.add(Membership(plan_id=plan_id, user_id=user_id, role="viewer"))
    assert admin.get(f"/plans/{SLUG}").status_code == 200
    assert admin.get(f"/tasks/{site.tasks['ours']}/report").status_code == 403


def test_rights_end_with_the_membership_at_once(site: Site) -> None:
    lead = site.browser("lead")
    assert lead.get(f"/tasks/{site.tasks['ours']}/report").status_code == 200
    with site.inside() as office, writing() as session:
        session.execute(
            update(Membership)
            .where(Membership.user_id == office.lead.id)
            .values(role="viewer", agency_id=None)
        )
    assert lead.get(f"/tasks/{site.tasks['ours']}/report").status_code == 403
    assert lead.get(f"/tasks/{site.tasks['ours']}").status_code == 200
