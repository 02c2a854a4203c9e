"""The lines of the table of routes that are about a plan as a whole: what is sent, and to which."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models import Plan
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.lifecycle import founding, putting_away
from workplan.services.lifecycle.founding import NewPlan
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

NUMBERS = count(1)
OPERATOR = Actor(None, "Operator", "cli")
STAGES = {
    "/plans/<slug>/reopening": {"stage": "closed"},
    "/plans/<slug>/archive": {"stage": "closed"},
    "/plans/<slug>/archive/removal": {"stage": "closed", "is_archived": True},
}
"""What a plan has to be so that a change of it as a whole can be saved."""
BRING_BACK = "/plans/archived/<int:plan_id>/restoration"
ROUTES = (
    *STAGES,
    BRING_BACK,
    "/plans/new/nothing",
    "/plans/<slug>/copies",
    "/plans/<slug>/deletion",
    "/plans/<slug>/template",
    "/plans/<slug>/settings/details",
    "/plans/<slug>/settings/directive",
    "/plans/<slug>/settings/start",
    "/plans/<slug>/settings/stage",
    "/plans/<slug>/new/directive",
    "/plans/<slug>/new/efforts",
    "/plans/<slug>/new/people",
)


NAMING = ("/plans/new/nothing", "/plans/<slug>/new/people")
"""Where somebody is named who has an account, and is in no plan."""


def is_of_whole_plan(route: str) -> bool:
    return route in ROUTES


def as_it_was(site: Site) -> None:
    """Let both plans be under way and in the lists again, whatever was done to them."""
    with site.inside():
        columns = select(Plan.id).where(
            Plan.slug.in_((SLUG, OTHER_SLUG)),
            (Plan.stage != "implementing") | Plan.archived_at.is_not(None),
        )
        if db.session.scalars(columns).all():
            changed = update(Plan).where(Plan.slug.in_((SLUG, OTHER_SLUG)))
            db.session.execute(changed.values(stage="implementing", archived_at=None))
            db.session.commit()


def ready(site: Site, row: Row) -> int | None:
    """Bring the plan to where the change can be saved; return the number in its address."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        actor = office.stranger if row.whose == "stranger's" else office.coordinator
        if row.route == BRING_BACK:
            name = f"draft-{next(NUMBERS)}"
            fields = PlanFields(name, name, "America/New_York")
            plan = founding.found(Change(actor, site.now), NewPlan(fields, site.today))
            return putting_away.delete(Change(actor, site.now), name).id or plan.id
        if row.route in STAGES:
            wanted = STAGES[row.route]
            archived_at = site.now if wanted.get("is_archived") else None
            changed = update(Plan).where(Plan.slug == slug)
            db.session.execute(changed.values(stage=wanted["stage"], archived_at=archived_at))
            db.session.commit()
    return None


def _somebody(site: Site) -> str:
    email = f"p{next(NUMBERS)}@office.example"
    with site.inside():
        accounts.add(Change(OPERATOR, site.now), email, "Petra Person")
    return email


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    plan = next(found for found in site.rows("plans") if found.slug == slug)
    email = _somebody(site) if row.route in NAMING else ""
    guard = {"version": plan.version, "reason": f"Because {number}"}
    fields = {"title": f"Title {number}", "time_zone": "America/New_York"}
    start = {"start_on": site.day(number % 300).isoformat()}
    directive = {"directive_id": str(plan.directive_id)}
    other = next(d.id for d in site.rows("directives") if d.id != plan.directive_id)
    data: dict[str, dict[str, Any]] = {
        "/plans/new/nothing": {**fields, **start, "coordinator": email},
        "/plans/<slug>/copies": {**fields, **start, **directive, "usual": "shift"},
        "/plans/<slug>/template": {"title": f"Pattern {number}"},
        "/plans/<slug>/settings/details": {**guard, **fields, "slug": slug},
        "/plans/<slug>/settings/directive": {**guard, "directive_id": str(other)},
        "/plans/<slug>/settings/start": {**guard, **start},
        "/plans/<slug>/settings/stage": {**guard, "stage": "closed"},
        "/plans/<slug>/reopening": guard,
        "/plans/<slug>/new/directive": {**guard, **fields, **start, **directive, "slug": slug},
        "/plans/<slug>/new/efforts": {"code": f"e{number}", "title": f"Effort {number}"},
        "/plans/<slug>/new/people": {
            "email": email,
            "role": "viewer",
        },
    }
    return data.get(row.route, {})
