"""The form of a task: what it waits for, agencies in rows, one rule, and the next one after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.calendars.working import federal_calendar
from workplan.scheduling.explain import day_words

if TYPE_CHECKING:
    from support.ground.site import Site

NEW = f"/plans/{SLUG}/tasks/new"


def sent(site: Site, code: str = "9", **more: Any) -> dict[str, Any]:
    agency = site.office.agencies["PM"]
    return {
        "code": code, "name": f"Task {code}", "duration_days": 3,
        "new_agency": agency, "new_role": "lead", **more,
    }  # fmt: skip


def links(site: Site, code: str) -> set[tuple[str, str, int]]:
    codes = {task.id: task.code for task in site.rows("tasks")}
    return {
        (codes[row.predecessor_id], row.type, row.lag_days)
        for row in site.rows("dependencies")
        if codes[row.successor_id] == code
    }


def test_a_task_is_added_with_what_it_waits_for_and_taken_back_as_one(site: Site) -> None:
    coordinator = site.browser("coordinator")
    answer = coordinator.submit(NEW, sent(site, waits="1a FS+2, 2a SS", reason="Asked for"))
    assert answer.status_code == 302
    assert links(site, "9") == {("1a", "FS", 2), ("2a", "SS", 0)}
    page = coordinator.get(answer.location).page
    assert "The task is added." in page.text
    group = [e for e in site.rows("journal") if e.verb == "sheet.saved"][-1]
    assert group.after == {"added": 1}
    assert coordinator.post(f"/journal/{group.seq}/undo").status_code == 302
    assert links(site, "9") == set()
    assert next(t for t in site.rows("tasks") if t.code == "9").removed_at is not None


def test_what_a_task_waits_for_is_changed_in_its_form(site: Site) -> None:
    coordinator, edit = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}/edit"
    coordinator.submit(edit, {"waits": "1a"})
    values = coordinator.get(edit).form.values()
    assert values["waits"] == "1a"
    coordinator.submit(edit, {"waits": "1a SS+1", "name": "Renamed"})
    assert {(kind, lag) for _, kind, lag in links(site, values["code"])} == {("SS", 1)}
    coordinator.submit(edit, {"waits": ""})
    assert links(site, values["code"]) == set()


def test_what_is_not_understood_or_changed_meanwhile_is_told_at_the_field(site: Site) -> None:
    coordinator, edit = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}/edit"
    before = site.work()
    answer = coordinator.submit(edit, {"waits": "1z"})
    assert answer.status_code == 422
    assert "No task has the number “1z”." in answer.page.one(id="waits-error").text
    assert answer.page.one(id="waits")["value"] == "1z"
    assert site.work() == before
    opened = coordinator.get(edit)
    coordinator.submit(edit, {"waits": "1a"})
    late = opened.submit(coordinator, {"waits": "2a"})
    assert late.status_code == 422
    assert "Somebody changed meanwhile" in late.page.one(id="waits-error").text


def test_save_and_add_another_begins_beside_the_last(site: Site) -> None:
    coordinator = site.browser("coordinator")
    answer = coordinator.submit(NEW, sent(site, another="1"))
    page = coordinator.get(answer.location).page
    assert page.one("h1").text == "Add a task"
    assert "9 is added." in page.text
    lead = page.one("select", name=f"agency_{site.office.agencies['PM']}")
    assert lead.one("option", selected="").text == "Lead"


def test_another_agency_and_the_fields_of_a_rule_come_without_losing_what_was_typed(
    site: Site,
) -> None:
    coordinator = site.browser("coordinator")
    before = site.work()
    answer = coordinator.submit(NEW, sent(site, rule="signed", more="agency"))
    assert answer.status_code == 200
    assert answer.page.one(id="name")["value"] == "Task 9"
    assert answer.page.one(id="rule-signed")["checked"] == ""
    assert answer.page.one("select", name=f"agency_{site.office.agencies['PM']}")
    assert site.work() == before
    dsca = site.office.agencies["DSCA"]
    again = answer.submit(coordinator, {"new_agency": dsca, "new_role": "clear", "within": "60"})
    assert again.status_code == 302
    roles = {(row.agency_id, row.role) for row in site.rows("task_agencies")}
    assert (dsca, "clear") in roles


def test_the_preview_says_the_suspense_and_what_follows(site: Site) -> None:
    coordinator = site.browser("coordinator")
    edit = f"/tasks/{site.tasks['ours']}/edit"
    values = coordinator.get(edit).form.values()
    values |= {"duration_days": "90", "rule": "fixed", "fixed_on": "2027-01-09", "preview": "1"}
    text = coordinator.post(edit, values, headers={"HX-Request": "true"}).page.text
    assert "Suspense: Sat 9 Jan 2027, counts from Fri 8 Jan." in text
    assert "would miss its suspense by" in text


def test_the_preview_of_another_suspense_says_when_its_reminders_would_go_out(site: Site) -> None:
    coordinator, number = site.browser("coordinator"), site.tasks["theirs"]
    edit = f"/tasks/{number}/edit"
    values = coordinator.get(edit).form.values()
    before = len(site.rows("reminders"))
    mail = federal_calendar()
    due = mail.shift(mail.on_or_before(site.today), 40)
    moved = values | {"rule": "fixed", "fixed_on": due.isoformat(), "preview": "1"}
    days = [mail.shift(due, -rung) for rung in (30, 14, 7, 5, 3, 1, 0)]
    live = coordinator.post(edit, moved, headers={"HX-Request": "true"}).page.text
    page = coordinator.post(edit, moved).page.text
    for text in (live, page):
        told = re.search(r"Reminders of 2a would go out on (.*?)(, instead of (.*?))?\.", text)
        assert told is not None, text
        said = [f"{day:%a} {day_words(day)}" for day in days]
        assert any(one in told[1] for one in said)
        assert f"{due:%a} {day_words(due)}" in told[1]
    same = values | {"duration_days": "9", "preview": "1"}
    still = coordinator.post(edit, same, headers={"HX-Request": "true"}).page.text
    assert "Reminders of" not in still
    none = values | {"rule": "none", "fixed_on": "", "preview": "1"}
    gone = coordinator.post(edit, none, headers={"HX-Request": "true"}).page.text
    assert "No reminder of 2a would go out any more." in gone
    assert len(site.rows("reminders")) == before
