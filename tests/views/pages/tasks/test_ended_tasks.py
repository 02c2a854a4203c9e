"""What left the open work is called what it is on every page: done, claimed, or ended."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from support.ground.office import SLUG
from support.web.browsers import HTMX
from support.web.reports import full, line
from workplan.scheduling.explain import day_words
from workplan.services.pages.gantt.charts import finding_of
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.endings import ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.tasks.plan_counts import Counts

if TYPE_CHECKING:
    from support.ground.site import Site


def end(site: Site, name: str = "theirs") -> None:
    task_id, version = site.tasks[name], site.version(site.tasks[name])
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        ways_out.end(change, task_id, version, Ended("not_done", "No money"))


def claim(site: Site) -> str:
    """Claim the lead's own task, and return its line of my work as it comes back."""
    with site.inside() as office, writing():
        office.plan().verifies = "everything"
    answer = site.browser("lead").post(full(site), line(site, percent=100), headers=HTMX)
    return answer.page.text


def events(site: Site) -> set[str]:
    feed = site.browser("coordinator").get(f"/plans/{SLUG}/export.ics").data
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(feed).walk("VEVENT")}


def listed(site: Site, code: str) -> dict[str, str]:
    table = site.browser("coordinator").get(f"/plans/{SLUG}/tasks.csv").text.lstrip("\ufeff")
    return next(row for row in csv.DictReader(StringIO(table)) if row["Code"] == code)


def test_the_page_of_an_ended_task_does_not_say_that_its_work_has_begun(site: Site) -> None:
    end(site)
    shown = site.browser("coordinator").get(f"/tasks/{site.tasks['theirs']}").page
    why = shown.section("why").text
    assert "a coordinator decided so: not done" in why
    assert f"left the open work on {day_words(site.today)}" in why
    assert "ran " not in why
    assert "work has begun" not in why
    figure = shown.all("svg", role="img")[0]["aria-label"]
    assert figure.startswith("2a ended ")


def test_beside_what_waits_for_it_an_ended_task_is_not_finished(site: Site) -> None:
    end(site)
    page = site.browser("coordinator").get(f"/tasks/{site.tasks['ours']}").page
    waits = page.section("deps").text
    assert "Not done" in waits
    assert "ended" in waits
    assert "finished" not in waits.replace("once it has finished", "")


def test_the_list_says_that_the_last_day_of_an_ended_task_was_decided(site: Site) -> None:
    end(site)
    rows = site.browser("coordinator").get(f"/plans/{SLUG}/tasks?status=not_done").page
    [cell] = [td.text for td in rows.all("td") if "decided" in td.text]
    assert "reported" not in cell
    row = listed(site, "2a")
    assert (row["State"], row["% done"], row["% reported"]) == ("Not done", "0", "0")


def test_a_line_of_my_work_that_was_just_claimed_is_not_called_done(site: Site) -> None:
    said = claim(site)
    assert "claimed, to be checked, was due" in said
    assert "claimed " in said
    assert "done, was due" not in said
    assert "finished" not in said


def test_the_form_of_a_report_does_not_foresee_the_end_of_what_is_claimed(site: Site) -> None:
    before = site.browser("lead").get(full(site)).page.text
    assert "Computed to finish" in before
    claim(site)
    after = site.browser("lead").get(full(site)).page.text
    assert f"It is claimed as of {site.today:%a} {day_words(site.today)}." in after
    assert "Computed to finish" not in after


def test_a_calendar_leaves_out_what_was_ended(site: Site) -> None:
    before = {f"Due: {code} Draft part {code}" for code in ("1a", "2a", "2b")}
    assert events(site) == before
    end(site)
    assert events(site) == before - {"Due: 2a Draft part 2a"}


def test_a_calendar_marks_what_is_claimed_and_what_is_done(site: Site) -> None:
    site.browser("lead").post(full(site), line(site, percent=100))
    assert "Done: 1a Draft part 1a" in events(site)
    assert "Due: 1a Draft part 1a" not in events(site)


def test_a_calendar_does_not_call_a_claim_done(site: Site) -> None:
    claim(site)
    assert "Claimed: 1a Draft part 1a" in events(site)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(total=3, done=3), "All 3 tasks are done"),
        (Counts(total=1, done=1), "The one task is done"),
        (
            Counts(total=3, done=1, claimed=1, not_done=1),
            "No task is open: 1 of 3 done, 1 claimed, 1 ended otherwise",
        ),
        (Counts(total=2, merged=2), "No task is open: 0 of 2 done, 2 ended otherwise"),
    ],
)
def test_a_chart_without_open_tasks_calls_none_done_that_is_not(counts: Counts, said: str) -> None:
    assert finding_of(counts) == said


def test_a_search_shows_how_a_task_left_the_open_work(site: Site) -> None:
    end(site)
    coordinator = site.browser("coordinator")
    found = coordinator.get("/search?q=Draft+part+2a").page.one("article")
    assert "Not done" in found.text
    assert "Not started" not in found.text
    coordinator.get(f"/tasks/{site.tasks['theirs']}")
    assert "Not done" in coordinator.get("/search").page.text


def test_what_has_subtasks_says_of_each_what_it_is_and_counts_those_that_are_done(
    site: Site,
) -> None:
    with site.inside() as office:
        above = office.add("9", 1, now=site.now)
        for letter in "ab":
            name = f"9{letter}"
            site.tasks[name] = office.add(name, 2, parent_id=above, now=site.now)
    end(site, "9a")
    page = site.browser("coordinator").get(f"/tasks/{above}").page
    assert "9a Draft part 9a Not done, 0 %" in page.section("parts").text
    assert "0 % (0 of 2 subtasks)" in page.section("facts").text
    end(site, "9b")
    assert (
        "9: not done"
        in site.browser("coordinator").get(f"/tasks/{above}/chain").page.one("h1").text
    )
