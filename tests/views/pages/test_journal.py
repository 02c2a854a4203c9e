"""The journal of a plan: narrowed by who, whose tasks, kind and day, and read as sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

JOURNAL = f"/plans/{SLUG}/journal"
CODE = re.compile(r"[a-z]_[a-z]|[\[\]{}]|None|_id\b")


def who(page: Page) -> set[str]:
    return set(page.column("Who", -1))


def test_it_is_narrowed_by_person_agency_kind_and_day(site: Site) -> None:
    coordinator, office = site.browser("coordinator"), site.office
    lead = office.people["lead"]
    by_lead = coordinator.get(f"{JOURNAL}?person={lead.id}").page
    assert who(by_lead) == {"Lena Ivanova"}
    reports = coordinator.get(f"{JOURNAL}?kind=report").page
    assert all("eported" in said for said in reports.column("What", -1))
    of_agency = coordinator.get(f"{JOURNAL}?agency=DSCA").page
    assert {said.split()[0] for said in of_agency.column("What", -1)} == {"0", "2a", "2b"}
    reported = next(row for row in site.rows("journal") if row.verb == "task.reported")
    of_day = coordinator.get(f"{JOURNAL}?kind=report&day={reported.on_day}").page
    assert of_day.column("Entry", -1) == [str(reported.seq)]
    chips = [chip.text for chip in of_day.all("a", class_="filter__chip")]
    assert chips == ["Kind: Reports : take away", f"Day: {reported.on_day} : take away"]


def test_it_says_when_nothing_fits_and_leads_back(site: Site) -> None:
    page = site.browser("auditor").get(f"{JOURNAL}?kind=talk&day=2020-01-01").page
    assert "No entry that you may read fits Kind: Comments, questions and evidence" in page.text
    assert f'href="{JOURNAL}"' in site.browser("auditor").get(f"{JOURNAL}?day=2020-01-01").text


def test_a_lead_is_offered_only_who_acted_on_what_they_read(site: Site) -> None:
    site.browser("other_lead").submit(
        f"/tasks/{site.tasks['theirs']}/report", {"status": "on_track", "percent": 15}
    )
    offered = site.browser("lead").get(JOURNAL).page.one("select", id="by-person").text
    assert "Lena Ivanova" in offered
    assert site.office.people["other_lead"].name not in offered


def test_single_changes_of_a_group_are_found_by_whoever_narrows(site: Site) -> None:
    coordinator = site.browser("coordinator")
    names = {row.verb for row in site.rows("journal") if row.cause_seq and row.plan_id}
    assert names
    page = coordinator.get(f"{JOURNAL}?kind=task").page
    assert not CODE.search(" ".join(page.column("What", -1)))
