"""A calendar at a secret address: one's own days, until the address is taken away."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from icalendar import Calendar

from support.web.browsers import Browser

if TYPE_CHECKING:
    from support.ground.site import Site


def address(site: Site, who: str) -> str:
    """Let a person make a calendar address, and return its path."""
    browser = site.browser(who)
    shown = browser.get(browser.post("/account/calendar").location).text
    found = re.search(r"/calendar/[\w-]+\.ics", shown)
    assert found
    return found[0]


def names(site: Site, path: str) -> set[str]:
    answer = Browser(site.app).get(path)
    assert answer.content_type.startswith("text/calendar")
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(answer.data).walk("VEVENT")}


def test_a_lead_has_the_own_days_and_a_coordinator_all_of_the_plan(site: Site) -> None:
    assert names(site, address(site, "lead")) == {"Due: 1a Draft part 1a"}
    assert names(site, address(site, "coordinator")) >= {
        "Due: 1a Draft part 1a",
        "Due: 2a Draft part 2a",
    }


def test_an_address_ends_with_the_next_one_and_when_it_is_taken_away(site: Site) -> None:
    first = address(site, "lead")
    second = address(site, "lead")
    nobody = Browser(site.app)

    assert nobody.get(first).status_code == 404
    assert nobody.get(second).status_code == 200
    site.browser("lead").post("/account/calendar", {"end": "1"})
    assert nobody.get(second).status_code == 404


def test_the_secret_is_kept_nowhere_and_no_day_of_a_stranger_is_in_it(site: Site) -> None:
    path = address(site, "lead")
    secret = path.split("/")[-1].removesuffix(".ics")

    assert secret not in str(site.dump())
    assert "Zebra" not in Browser(site.app).get(path).text


def test_a_task_with_subtasks_is_no_milestone_in_a_calendar_or_in_the_list(site: Site) -> None:
    me = site.browser("coordinator")
    table = (
        "UID,Name,Duration,Part of,Note,Start\n1,The phase,0,,Kept as a task,2027-01-04\n"
        "2,In the phase,5,1,,2027-01-04\n3,The gate,0,1,,2027-01-04\n"
    )
    sent = {"file": (BytesIO(table.encode()), "phases.csv")}
    me.post("/plans/import", sent).submit(me, {"slug": "phases"})

    days = Calendar.from_ical(me.get("/plans/phases/export.ics").data).walk("VEVENT")

    assert [str(day["SUMMARY"]) for day in days] == ["3 The gate"]
    names = [row.text for row in me.get("/plans/phases/tasks").page.all("th", scope="row")]
    assert [name for name in names if "milestone" in name] == ["3 The gate milestone"]
