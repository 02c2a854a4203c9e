"""A report on what somebody else saved meanwhile: both texts are shown, and neither is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.web.browsers import HTMX
from support.web.reports import full, line, reports

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Page


def stale(site: Site, changes: dict[str, Any], **options: Any) -> Answer:
    """Let the coordinator report while the lead types, and send what the lead typed."""
    typed = site.browser("lead").get(full(site)).form.values() | changes
    meanwhile = {"percent": 70, "status": "late", "done": "Heard by phone"}
    assert site.browser("coordinator").submit(full(site), meanwhile).status_code == 302
    return site.browser("lead").post(full(site), typed, **options)


def test_a_report_on_what_was_reported_meanwhile_shows_both_and_loses_neither(site: Site) -> None:
    mine = {"percent": "50", "status": "on_track", "done": "My own words", "next_steps": "More"}
    answer = stale(site, mine)
    assert answer.status_code == 409
    page = answer.page
    assert "Cora Diaz reported while you were typing" in page.text
    theirs, ours = (page.column(title) for title in compared(page))
    assert theirs[:2] == ["Reported late", "70 %"]
    assert ours[:2] == ["On track", "50 %"]
    assert "Heard by phone" in theirs
    assert "My own words" in ours
    kept = answer.form.values()
    assert {name: kept[name] for name in mine} == mine
    assert [report.percent for report in reports(site)] == [40, 70]
    assert answer.submit(site.browser("lead"), {}).status_code == 302
    assert [report.done for report in reports(site)][1:] == ["Heard by phone", "My own words"]


def test_a_line_on_what_was_reported_meanwhile_shows_both_and_loses_neither(site: Site) -> None:
    mine = {"percent": "50", "done": "My own words", "from": "row"}
    answer = stale(site, mine, headers=HTMX)
    assert answer.status_code == 409
    alert = answer.page.one(role="alert").text
    for words in ("Cora Diaz reported", "late, 70 %", "“Heard by phone”", "save again"):
        assert words in alert
    kept = answer.form.values()
    assert (kept["percent"], kept["done"]) == ("50", "My own words")
    assert answer.submit(site.browser("lead"), {}).status_code == 302
    assert [report.done for report in reports(site)][1:] == ["Heard by phone", "My own words"]


def test_a_stale_line_without_scripts_opens_the_full_form_with_both(site: Site) -> None:
    answer = stale(site, {"percent": "50", "done": "My own words", "from": "row"})
    assert answer.status_code == 409
    theirs, ours = (answer.page.column(title) for title in compared(answer.page))
    assert "Heard by phone" in theirs
    assert "My own words" in ours
    assert answer.form.values()["done"] == "My own words"
    assert answer.submit(site.browser("lead"), {}).status_code == 302


@pytest.mark.parametrize("options", [{}, {"headers": HTMX}], ids=["full", "line"])
def test_a_report_on_a_task_that_was_changed_meanwhile_stands_beside_the_change(
    site: Site, options: dict[str, Any]
) -> None:
    lead, coordinator = site.browser("lead"), site.browser("coordinator")
    typed = line(site, done="My own words") if options else lead.get(full(site)).form.values()
    edit = f"/tasks/{site.tasks['ours']}/edit"
    assert coordinator.submit(edit, {"name": "Draft it anew"}).status_code == 302
    answer = lead.post(full(site), typed | {"done": "My own words"}, **options)
    assert answer.status_code == (200 if options else 302)
    shown = answer if options else lead.get(answer.location)
    assert "Cora Diaz changed the task while you were typing" in shown.text
    assert "Draft it anew" in shown.text
    assert reports(site)[-1].done == "My own words"


def compared(page: Page) -> tuple[str, str]:
    """Return the titles of the columns in which both texts stand."""
    _, before, theirs, ours = [
        cell.text for cell in page.all("table")[0].all("th") if cell["scope"] == "col"
    ]
    assert before == "Before"
    return theirs, ours
