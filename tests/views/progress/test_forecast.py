"""The page of the forecast: the same figures all day, and each in its place."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.services.pages.forecast import pages
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

PAGE = f"/plans/{SLUG}/forecast"


def shown(site: Site, query: str = "") -> Page:
    return site.browser("viewer").get(PAGE + query).page


def test_the_heading_is_the_computed_end_of_the_overview_and_how_often_it_holds(
    site: Site,
) -> None:
    heading = shown(site).heading
    assert heading.startswith("Computed to end ")
    end = heading.removeprefix("Computed to end ").partition(";")[0]
    assert end in site.browser("viewer").get(f"/plans/{SLUG}").text


def test_the_runs_are_the_same_all_day_and_another_seed_draws_others(site: Site) -> None:
    first, again, other = (shown(site, query).one("figure").text for query in ("", "", "?seed=9"))
    assert first == again
    assert "drawn anew (seed 9)" in other
    assert "drawn anew" not in first


def test_a_seed_that_is_no_number_is_refused(site: Site) -> None:
    answer = site.browser("viewer").get(f"{PAGE}?seed=many")
    assert answer.status_code == 422
    assert "“many” is no number" in answer.text


def test_the_runs_of_the_file_are_as_many_as_the_page_says(site: Site) -> None:
    answer = site.browser("viewer").get(f"{PAGE}.csv")
    rows = list(csv.DictReader(answer.text.splitlines()))
    assert sum(int(row["runs"]) for row in rows) == 10_000
    assert rows[-1]["ended_by_then"] == "1.0000"
    assert "10,000 runs" in shown(site).one(class_="facts-line").text


def test_a_change_of_the_plan_is_forecast_at_once(site: Site) -> None:
    before = shown(site).heading
    with site.inside() as office:
        office.add("9z", 300, now=site.now)
    assert shown(site).heading != before


def test_an_open_suspense_that_has_not_passed_has_its_chance(site: Site) -> None:
    with site.inside() as office:
        far = office.add("9y", 5, site.day(200), now=site.now)
        gone = office.add("9x", 5, site.day(-9), now=site.now)
    page = shown(site)
    chances = [row for table in page.all("table") for row in table.all("tr") if " %" in row.text]
    links = {link["href"] for row in chances for link in row.all("a")}
    assert f"/tasks/{far}" in links
    assert f"/tasks/{gone}" not in {
        link["href"]
        for table in page.all("table")
        if "Suspense" in table.text
        for link in table.all("a")
    }


def test_a_closed_plan_looks_back_and_has_no_forecast_to_save(site: Site) -> None:
    with site.inside() as office:
        office.report(site.tasks["ours"], site.now, percent=10)
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    page = shown(site)
    assert not page.all("figure")
    assert "Was it right before?" in page.text
    for kind in ("csv", "svg", "png", "pdf"):
        answer = site.browser("viewer").get(f"{PAGE}.{kind}")
        assert answer.status_code == 404
        assert "no forecast of it to save" in answer.text


def test_the_chart_is_saved_as_each_kind_of_file(site: Site) -> None:
    begins = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    for kind, magic in begins.items():
        assert site.browser("viewer").get(f"{PAGE}.{kind}").data.startswith(magic)


def test_what_an_agency_foresees_is_said_beside_what_the_runs_say(site: Site) -> None:
    with site.inside() as office:
        office.report(site.tasks["theirs"], site.now, office.other_lead, forecast_on=site.day(700))
    heading = shown(site).heading
    assert ", as an agency foresees; without that, " in heading
    end = heading.removeprefix("Computed to end ").partition(",")[0]
    assert end in site.browser("viewer").get(f"/plans/{SLUG}").text


def test_an_entry_in_another_plan_lets_the_runs_stand(site: Site, monkeypatch: Any) -> None:
    made: list[int] = []
    worked = pages._worked
    monkeypatch.setattr(pages, "_worked", lambda *given: made.append(1) or worked(*given))
    shown(site, "?seed=77")
    with site.inside() as office:
        now = site.now
        office.report(site.tasks["stranger's"], now, office.stranger, percent=5)
    shown(site, "?seed=77")
    assert made == [1]


def test_every_blocked_task_is_named(site: Site) -> None:
    with site.inside() as office:
        stuck = office.add("9b", 5, now=site.now)
        office.report(stuck, site.now, office.coordinator, status="blocked", percent=5)
    assert "9b: taken as free from today on" in shown(site).text
