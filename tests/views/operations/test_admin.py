"""The state of the house is where administrators begin, and nobody else knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats

if TYPE_CHECKING:
    from support.ground.site import Site

OPERATOR = Actor(None, "Operator", "cli")


def test_who_only_runs_the_system_begins_with_its_state(site: Site) -> None:
    admin = site.browser("admin")
    assert admin.get("/").location == "/admin"
    page = admin.get("/admin").page
    assert "Administrators run the system and see no plan" in page.text
    assert "You are a member of none." in page.text


def test_an_administrator_who_is_a_member_begins_with_their_work(site: Site) -> None:
    with site.inside() as office:
        wanted = MembershipFields("viewer")
        memberships.join(Change(OPERATOR, site.now), office.email("admin"), SLUG, wanted)
    admin = site.browser("admin")
    assert admin.get("/").status_code == 200
    text = admin.get("/admin").page.one("main").text
    assert "You are a member: see your plans." in text


def test_what_needs_attention_stands_first_with_what_to_do(site: Site) -> None:
    with site.inside(), writing() as session:
        heartbeats.silence(session, heartbeats.PLANNER)
    page = site.browser("admin").get("/admin").page
    first = page.all(class_="card attention__one")[0]
    assert "The scheduler has never run" in first.text
    assert "systemctl start workplan-scheduler" in first.text
    assert first.one("a")["href"] == "/admin/health"


def test_the_way_to_it_is_absent_for_everybody_else(site: Site) -> None:
    for who in ("coordinator", "lead", "auditor"):
        assert "/admin" not in site.browser(who).get("/plans").text
