"""A new plan in the browser: the ways to begin, each step kept, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

BEGIN = "/plans/new/nothing"
WANTED = {
    "title": "Export reform",
    "slug": "",
    "time_zone": "America/New_York",
    "start_on": "2027-01-04",
    "directive_id": "",
    "calendar_of": "",
}


def begin(site: Site, who: str = "coordinator", **wanted: Any) -> Answer:
    return site.browser(who).submit(BEGIN, {**WANTED, **wanted}, BEGIN)


def plan(site: Site, slug: str) -> Any:
    return next(row for row in site.rows("plans") if row.slug == slug)


def test_the_ways_to_begin_stand_on_one_page(site: Site) -> None:
    page = site.browser("coordinator").get("/plans/new").page
    assert page.one("h1").text == "New plan"
    for words in ("Begin from nothing", "As a copy", "Import a file"):
        assert words in page.text
    assert site.browser("coordinator").get("/plans").page.one("main").text.count("New plan") == 1


def test_a_plan_is_founded_and_each_further_step_is_kept(site: Site) -> None:
    agency = site.office.agencies["DSCA"]
    answer = begin(site, agency=str(agency), marking="CUI")
    assert answer.location == "/plans/export-reform/new/efforts"
    row = plan(site, "export-reform")
    assert (row.title, row.stage, row.marking) == ("Export reform", "drafting", "CUI")
    assert [r.agency_id for r in site.rows("plan_agencies") if r.plan_id == row.id] >= [agency]

    coordinator = site.browser("coordinator")
    efforts = "/plans/export-reform/new/efforts"
    page = coordinator.get(efforts).page
    assert page.one(id="code")["value"] == "1"
    wanted = {"code": "1", "title": "Licences", "agency": "DSCA"}
    assert coordinator.submit(efforts, wanted, efforts).location == efforts
    people = "/plans/export-reform/new/people"
    wanted = {"email": site.office.email("lead"), "role": "lead", "agency": "PM"}
    assert coordinator.submit(people, wanted, people).location == people
    check = coordinator.get("/plans/export-reform/new/check").page
    for words in ("1 Licences", "DSCA", "Lena Ivanova", "None yet", "13 rules", "Add a task"):
        assert words in check.text
    assert "Licences" in coordinator.get(efforts).text
    assert "Export reform" in coordinator.get("/plans/new").text


def test_one_goes_back_and_changes_what_was_decided(site: Site) -> None:
    begin(site)
    first = "/plans/export-reform/new/directive"
    coordinator = site.browser("coordinator")
    page = coordinator.get(first).page
    assert page.one(id="title")["value"] == "Export reform"
    wanted = {"title": "Export reform 2027", "slug": "exports", "start_on": "2027-02-01"}
    assert coordinator.submit(first, wanted, first).location == "/plans/exports/new/efforts"
    row = plan(site, "exports")
    assert (row.title, str(row.start_on)) == ("Export reform 2027", "2027-02-01")
    assert coordinator.get("/plans/export-reform/new/check").status_code == 200


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(site: Site) -> None:
    answer = begin(site, slug="Not An Address", note="A long note", start_on="soon")
    assert answer.status_code == 422
    assert "“soon” is no date" in answer.page.one(id="start_on-error").text
    answer = begin(site, slug="Not An Address", note="A long note")
    assert "small letters" in answer.page.one(id="slug-error").text
    assert answer.page.one(id="note").text.strip() == "A long note"
    assert answer.page.one(id="title")["value"] == "Export reform"


def test_a_form_that_is_sent_twice_founds_one_plan(site: Site) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(BEGIN).page.all("form")
    values = next(f for f in form if f["action"].endswith(BEGIN)).values()
    for _ in range(2):
        coordinator.post(BEGIN, {**values, **WANTED})
    assert [r.slug for r in site.rows("plans") if r.title == "Export reform"] == ["export-reform"]


def test_an_administrator_names_the_coordinator(site: Site) -> None:
    answer = begin(site, "admin")
    assert answer.status_code == 422
    assert "Give the address" in answer.page.one(id="coordinator-error").text
    answer = begin(site, "admin", coordinator=site.office.email("viewer"))
    assert answer.location == "/plans/new"
    assert site.browser("viewer").get("/plans/export-reform/new/check").status_code == 200
    assert site.browser("admin").get("/plans/export-reform").status_code == 404


def test_whoever_coordinates_only_a_closed_plan_is_not_led_there(site: Site) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    assert site.browser("coordinator").get("/plans/new").status_code == 403
    assert "New plan" not in site.browser("coordinator").get("/plans").page.one("main").text


@pytest.mark.parametrize("path", ["/plans/new", BEGIN, "/plans/new/copy"])
def test_who_may_not_found_a_plan_is_told_whom_to_ask(site: Site, path: str) -> None:
    answer = site.browser("lead").get(path)
    assert answer.status_code == 403
    assert "Whoever coordinates an open plan" in answer.text


def test_a_copy_shows_the_days_that_it_carries_before_it_is_made(site: Site) -> None:
    coordinator = site.browser("coordinator")
    path = f"/plans/new/copy?of={SLUG}"
    page = coordinator.get(path).page
    assert "Fixed days that come along" in page.text
    form = next(f for f in page.all("form") if f["action"].endswith("/copies"))
    start = site.day(7 - 60)
    values = {**form.values(), "title": "Again", "start_on": start.isoformat(), "preview": "1"}
    answer = coordinator.post(f"/plans/{SLUG}/copies", values)
    assert answer.status_code == 200
    shown = answer.page.one("main").text
    assert "Draft part 2a" in shown
    assert not [r for r in site.rows("plans") if r.title == "Again"]
    del values["preview"]
    task = site.tasks["theirs"]
    answer = coordinator.post(f"/plans/{SLUG}/copies", {**values, f"way-{task}": "decide"})
    assert answer.location == "/plans/again/new/efforts"
    check = coordinator.get("/plans/again/new/check").page.text
    assert "1 suspense waits for a decision" in check
    assert "2a Draft part 2a" in check


def test_a_plan_to_copy_is_chosen_from_a_list(site: Site) -> None:
    page = site.browser("coordinator").get("/plans/new/copy").page
    assert f"/plans/new/copy?of={SLUG}" in [a["href"] for a in page.one("main").all("a")]
    assert "Strangers" not in page.text
