"""What stands around every page: the count of what waits, the rail, and its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from views.frame import rails
from workplan.services.coordination import update_requests
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site

PLAN = f"/plans/{SLUG}"


def rail(site: Site, who: str, path: str = PLAN) -> list[str]:
    page = site.browser(who).get(path).page
    return [link.text for link in page.one(class_="rail__wide").all("a")]


@pytest.mark.parametrize("who", ["lead", "other_lead", "contributor"])
def test_the_bar_counts_what_the_first_sections_of_my_work_hold(site: Site, who: str) -> None:
    with site.inside() as office:
        office.add("3a", 30, site.day(-1), now=site.now)
        update_requests.ask(
            Change(office.coordinator, site.now), site.tasks["handed"], site.day(3), "How far?"
        )
    page = site.browser(who).get("/").page
    first = [
        len(page.section(name).all("article"))
        for name in ("asked", "overdue", "will-miss")
        if name in {element.id for element in page.all("h2")}
    ]
    counts = [e.text for e in page.one("nav", class_="bar__entries").all(class_="bar__count")]
    assert counts == ([f"{sum(first)} wait for you"] if sum(first) else [])
    assert sum(first) > 0


def test_those_who_owe_nothing_have_no_work_of_their_own(site: Site) -> None:
    for who, first in (("lead", "My work"), ("viewer", "Home"), ("coordinator", "Home")):
        page = site.browser(who).get("/plans").page
        assert page.one("nav", class_="bar__entries").all("a")[0].text.startswith(first)


def test_a_rail_has_only_what_its_reader_may_open(site: Site) -> None:
    everybody = {"Overview", "Tasks", "Gantt", "Burndown", "Why dates moved"}
    assert everybody <= set(rail(site, "viewer"))
    assert not {"Journal", "Settings"} & set(rail(site, "viewer"))
    assert "Journal" in rail(site, "lead")
    assert "Settings" not in rail(site, "lead")
    assert {"Journal", "Settings"} <= set(rail(site, "coordinator"))


def test_every_entry_of_a_rail_leads_to_a_page_that_opens(site: Site) -> None:
    for who in ("viewer", "lead", "coordinator"):
        browser = site.browser(who)
        for link in browser.get(PLAN).page.one(class_="rail__wide").all("a"):
            if link["href"].startswith("/"):
                assert browser.get(link["href"]).status_code == 200, (who, link["href"])


def test_the_site_has_every_page_that_a_rail_names(site: Site) -> None:
    groups = (*rails.PLAN, *rails.ADMINISTRATION, ("Settings", rails.SETTINGS))
    named = {entry.endpoint for _, entries in groups for entry in entries}
    assert named <= set(site.app.view_functions)


def test_the_chosen_width_of_the_rail_is_kept(site: Site) -> None:
    viewer = site.browser("viewer")
    assert "rail--slim" not in viewer.get(PLAN).text
    slim = next(a for a in viewer.get(PLAN).page.all("a") if "data-rail" in a.attributes)
    assert "rail--slim" in viewer.get(PLAN + slim["href"]).text
    assert "rail--slim" in viewer.get(f"{PLAN}/burndown").text
    viewer.get(f"{PLAN}?rail=wide")
    assert "rail--slim" not in viewer.get(f"{PLAN}/gantt").text
