"""Many tasks of a list changed together: previewed, saved as one, and taken back as one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

LIST = f"/plans/{SLUG}/tasks"
TOGETHER = f"{LIST}/together"


def chosen(site: Site, *names: str) -> list[str]:
    return [f"{site.tasks[name]}:{site.version(site.tasks[name])}" for name in names]


def rows(site: Site, *names: str) -> list[Any]:
    ids = [site.tasks[name] for name in names]
    return [row for row in site.rows("tasks") if row.id in ids]


def test_the_list_offers_what_the_form_sends(site: Site) -> None:
    page = site.browser("coordinator").get(LIST).page

    ticks = page.all("input", name="task")
    assert {tick["value"] for tick in ticks} >= set(chosen(site, "ours", "theirs"))
    assert {tick["form"] for tick in ticks} == {"bulk"}
    assert not site.browser("lead").get(LIST).page.all("input", name="task")
    sent = {"task": chosen(site, "ours", "theirs"), "choose": "1"}
    asked = site.browser("coordinator").post(TOGETHER, sent)
    assert asked.status_code == 200
    assert "Change 2 tasks together" in asked.page.one("h1").text
    kept = {tick["value"] for tick in asked.page.all("input", name="task")}
    assert kept == set(sent["task"])


def test_a_change_is_previewed_saved_as_one_entry_and_taken_back(site: Site) -> None:
    me = site.browser("coordinator")
    names = ("theirs", "handed")
    before = site.work()
    sent = {"task": chosen(site, *names), "shift_days": "5", "reason": "The talks moved"}

    preview = me.post(TOGETHER, {**sent, "preview": "1"})

    assert preview.status_code == 200
    assert "Change 2 tasks" in preview.text
    assert site.work() == before
    saved = me.post(TOGETHER, sent)
    assert saved.location == f"/plans/{SLUG}/journal"
    group = next(e for e in site.rows("journal") if e.verb == "tasks.changed_together")
    assert (group.after, group.reason) == ({"tasks": 2}, "The talks moved")
    moved = {row.id: row.start_on for row in rows(site, *names)}
    old = {row.id: row.start_on for row in before["tasks"] if row.id in moved}
    assert all(moved[task] > old[task] for task in moved)
    me.post(f"/journal/{group.seq}/undo", {"next": "/"})
    assert {row.id: row.start_on for row in rows(site, *names)} == old


@pytest.mark.parametrize(
    ("field", "value", "column", "stored"),
    [
        ("due_on", "2027-03-01", "due_on", "2027-03-01"),
        ("status", "on_hold", "status", "on_hold"),
        ("assignee_id", "contributor", "assignee_id", "contributor"),
    ],
)
def test_each_field_is_set_on_every_chosen_task(
    site: Site, field: str, value: str, column: str, stored: str
) -> None:
    person = str(site.office.contributor.id)
    value, stored = (person, person) if value == "contributor" else (value, stored)

    answer = site.browser("coordinator").post(
        TOGETHER, {"task": chosen(site, "ours", "handed"), field: value, "reason": "Agreed"}
    )

    assert answer.status_code == 302
    assert {str(getattr(row, column)) for row in rows(site, "ours", "handed")} == {stored}


def test_nobody_is_handed_a_task_of_another_agency_among_others(site: Site) -> None:
    before = site.work()
    sent = {"task": chosen(site, "ours", "theirs"), "assignee_id": site.office.contributor.id}

    answer = site.browser("coordinator").post(TOGETHER, sent)

    assert answer.status_code == 422
    said = answer.page.one(id="assignee_id-error").text
    assert "Carl Weber does not act for DSCA, which leads 2a." in said
    assert site.work() == before


def test_tasks_whose_mail_reaches_nobody_are_warned_of_once(site: Site) -> None:
    with site.inside() as office:
        site.tasks["dod"] = office.add("3a", 5, leads=("DOD",), now=site.now)
    sent = {"task": chosen(site, "ours", "dod"), "due_on": site.day(30).isoformat()}
    me, before = site.browser("coordinator"), site.work()

    warned = me.post(TOGETHER, sent)

    assert warned.status_code == 422
    assert "Nobody at DoD gets mail in this plan." in warned.page.one(id="silent").text
    assert site.work() == before
    again = me.post(TOGETHER, {**warned.page.form(TOGETHER).values(), "task": sent["task"]})
    assert again.status_code == 302
    assert {str(row.due_on) for row in rows(site, "ours", "dod")} == {sent["due_on"]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"task": []}, "Choose from one task"),
        ({}, "Nothing is to be changed"),
        ({"shift_days": "soon"}, "is no whole number"),
        ({"shift_days": "9999"}, "Give from"),
        ({"task": ["1:x"], "shift_days": "1"}, "no task of the list"),
    ],
)
def test_a_slip_is_answered_and_the_choice_is_kept(
    site: Site, changes: dict[str, Any], words: str
) -> None:
    before = site.work()

    answer = site.browser("coordinator").post(
        TOGETHER, {"task": chosen(site, "ours"), "reason": "Because", **changes}
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert answer.page.form(TOGETHER).values()["reason"] == "Because"
    assert site.work() == before


def test_a_task_that_was_changed_meanwhile_is_named_and_nothing_is_saved(site: Site) -> None:
    me = site.browser("coordinator")
    sent = {"task": chosen(site, "ours", "theirs"), "due_on": "2027-03-01"}
    site.browser("lead").submit(f"/tasks/{site.tasks['ours']}/report", {"percent": 50})
    before = site.work()

    answer = me.post(TOGETHER, sent)

    assert answer.status_code == 422
    assert "Changed meanwhile: 1a by Lena Ivanova" in answer.text
    assert site.work() == before


def test_the_list_is_taken_away_as_the_filter_shows_it(site: Site) -> None:
    answer = site.browser("viewer").get(f"{LIST}.csv?text=part+1a")

    table = [*csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))]
    assert [row["Code"] for row in table] == ["1a"]
    assert (table[0]["Lead"], table[0]["% reported"]) == ("State PM", "40")


def test_no_cell_of_the_list_is_a_formula(site: Site) -> None:
    edit = f"/tasks/{site.tasks['ours']}/edit"
    site.browser("coordinator").submit(edit, {"name": "=HYPERLINK(1)"})

    assert ",=HYPERLINK" not in site.browser("viewer").get(f"{LIST}.csv").text
