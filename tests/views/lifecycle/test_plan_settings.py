"""The settings of a plan itself: details, directive and start, with a look at what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

DETAILS, DIRECTIVE, START = (
    f"/plans/{SLUG}/settings/{x}" for x in ("details", "directive", "start")
)
PAGES = (DETAILS, DIRECTIVE, START)


def send(site: Site, page: str, **wanted: Any) -> Answer:
    return site.browser("coordinator").submit(page, wanted, page)


def plan(site: Site, slug: str = SLUG) -> Any:
    return next(row for row in site.rows("plans") if row.slug == slug)


def test_details_are_saved_and_an_old_address_still_leads_there(site: Site) -> None:
    answer = send(site, DETAILS, title="Transfers", slug="transfers", reason="Shorter")
    assert answer.location == "/plans/transfers/settings/details"
    page = site.browser("coordinator").get(answer.location).page
    assert "Earlier short names still lead here: arms" in page.text
    assert "Undo" in page.text
    assert site.browser("lead").get(f"/plans/{SLUG}/tasks").status_code == 200
    assert site.browser("stranger").get(f"/plans/{SLUG}/tasks").status_code == 404


def test_a_bad_short_name_is_refused_at_its_field_with_what_was_typed(site: Site) -> None:
    answer = send(site, DETAILS, slug="import", title="Typed")
    assert answer.status_code == 422
    assert "the address of a page" in answer.page.one(id="slug-error").text
    assert answer.page.one(id="title")["value"] == "Typed"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_from_before_is_stale_and_keeps_what_was_typed(site: Site, page: str) -> None:
    coordinator = site.browser("coordinator")
    form = next(f for f in coordinator.get(page).page.all("form") if f["action"].endswith(page))
    old = form.values()
    send(site, DETAILS, title="Meanwhile")
    answer = coordinator.post(page, {**old, "reason": "Typed before"})
    assert answer.status_code == 409
    assert "meanwhile" in answer.page.one(id="problems").text
    assert answer.page.one(id="reason")["value"] == "Typed before"


def test_another_start_is_shown_before_it_is_saved(site: Site) -> None:
    day = site.day(30).isoformat()
    answer = send(site, START, start_on=day, preview="1")
    assert answer.status_code == 200
    assert "Not saved yet" in answer.page.text
    assert plan(site).start_on != site.day(30)
    assert answer.page.one(id="start_on")["value"] == day
    assert send(site, START, start_on=day).location == START
    assert plan(site).start_on == site.day(30)


def test_another_directive_shows_the_suspenses_that_it_moves_and_the_lineage(site: Site) -> None:
    others = [row for row in site.rows("directives") if row.id != plan(site).directive_id]
    answer = send(site, DIRECTIVE, directive_id=str(others[0].id), preview="1")
    assert "Not saved yet" in answer.page.text
    assert "tied to none of the new" in answer.page.text
    send(site, DIRECTIVE, directive_id=str(others[0].id), reason="It was replaced")
    page = site.browser("coordinator").get(DIRECTIVE).page
    assert others[0].citation in page.one(id="present").text
    assert "It was replaced" in page.text


@pytest.mark.parametrize("page", PAGES)
def test_a_closed_plan_shows_them_and_changes_nothing(site: Site, page: str) -> None:
    coordinator = site.browser("coordinator")
    form = next(f for f in coordinator.get(page).page.all("form") if f["action"].endswith(page))
    values = form.values()
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    shown = coordinator.get(page).page
    assert not [f for f in shown.all("form") if f["action"].endswith(page)]
    assert "closed" in shown.one("main").text
    assert coordinator.post(page, values).status_code == 409
