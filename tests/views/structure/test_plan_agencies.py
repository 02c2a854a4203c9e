"""The page of a plan's agencies: what holds each, who gets its mail, added and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

PAGE = f"/plans/{SLUG}/settings/agencies"


def row(site: Site, label: str) -> Element | None:
    page = site.browser("coordinator").get(PAGE).page
    found = (r for r in page.all("tr") if r.all("strong") and r.one("strong").text == label)
    return next(found, None)


def add(site: Site, code: str) -> Answer:
    return site.browser("coordinator").submit(PAGE, {"agency": code}, PAGE)


def test_each_agency_is_listed_with_what_it_does_and_who_gets_its_mail(site: Site) -> None:
    bureau = row(site, "State PM")
    assert bureau is not None
    assert "Lena Ivanova" in bureau.text
    assert "led" in bureau.text
    assert "leads 1 line of effort" in bureau.text
    assert "stays: it leads" in bureau.text
    assert not bureau.all("form")
    assert bureau.one("th").text.startswith("— State PM")


def test_one_is_added_by_hand_and_dropped_while_nothing_holds_it(site: Site) -> None:
    assert add(site, "ZEBRA").location == PAGE
    found = row(site, "Zebra Bureau")
    assert found is not None
    assert "nobody" in found.text
    form = site.browser("coordinator").get("/plans/arms/tasks/new").page
    assert "Zebra Bureau" in form.text
    drop = found.one("form")
    answer = site.browser("coordinator").post(drop["action"], drop.values())
    assert answer.location == PAGE
    assert row(site, "Zebra Bureau") is None
    undo = site.browser("coordinator").get(PAGE).page
    assert "takes no part in this plan any more" not in undo.text, "said once, by the row's page"


def test_what_holds_an_agency_is_said_when_it_is_to_be_dropped(site: Site) -> None:
    number = site.office.agencies["PM"]
    answer = site.browser("coordinator").post(f"{PAGE}/{number}/removal", {})
    assert answer.status_code == 422
    assert "State PM has something to do here: it leads" in answer.page.one(id="problems").text
    assert site.browser("coordinator").post(f"{PAGE}/987654/removal", {}).status_code == 404


def test_nothing_chosen_is_refused_at_its_field(site: Site) -> None:
    answer = add(site, "")
    assert answer.status_code == 422
    assert "Choose an agency." in answer.page.one(id="problems").text
    assert "“PM” is not among the choices." in add(site, "PM").text


def test_a_closed_plan_shows_its_agencies_and_no_form(site: Site) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    page = site.browser("coordinator").get(PAGE).page
    assert not page.one("main").all("form", method="post")
