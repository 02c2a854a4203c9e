"""The task beside the chart, and changes tried and made there, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

PAGE = f"/plans/{SLUG}/gantt"


def panel(page: Page) -> str:
    return page.one("aside", class_="gantt-panel").text


def test_a_task_in_the_address_stands_beside_the_chart_with_what_drives_it(site: Site) -> None:
    page = site.browser("viewer").get(f"{PAGE}?task={site.tasks['ours']}").page
    text = panel(page)
    assert "Task 1a · State PM" in text
    assert "Why 1a ends on" in text
    chain = page.one("ol", class_="gantt-chain")
    assert [li["data-key"] for li in chain.all("li") if "data-key" in li.attributes] == [
        f"t{site.tasks['theirs']}",
        f"t{site.tasks['ours']}",
    ]
    assert (
        page.one("tr", aria_current="true").one("th").all("a")[-1]["id"] == f"t{site.tasks['ours']}"
    )
    assert page.one("table").all("path", class_="lit")
    assert "Try a change" not in text


def test_a_task_of_another_plan_or_none_is_not_found_beside_the_chart(site: Site) -> None:
    viewer = site.browser("viewer")
    for task_id in (site.tasks["stranger's"], 99_999):
        assert viewer.get(f"{PAGE}?task={task_id}").status_code == 404


def test_a_change_is_tried_in_the_chart_and_then_saved_with_its_reason(site: Site) -> None:
    coordinator = site.browser("coordinator")
    task_id = site.tasks["theirs"]
    address = f"{PAGE}?scale=week&task={task_id}"
    form = coordinator.get(address).page.one("form", id="gantt-gesture")
    sent = {**form.values(), "means": "duration", "days": "5", "preview": "1"}
    before = site.version(task_id)
    tried = coordinator.post(form["action"], sent)
    assert tried.status_code == 200
    text = panel(tried.page)
    assert "working days instead of" in text
    assert "Nothing is saved yet." in text
    assert tried.page.one("table", class_="gantt-table").all("path", class_="try")
    assert site.version(task_id) == before
    save = tried.page.one("form", id="gantt-save")
    saved = coordinator.post(save["action"], {**save.values(), "reason": "More to draft"})
    assert saved.status_code == 302
    assert saved.headers["Location"] == f"{PAGE}?scale=week&task={task_id}"
    assert site.version(task_id) == before + 1
    assert [row.verb for row in site.rows("journal") if row.reason == "More to draft"] == [
        "task.changed"
    ]
    page = coordinator.get(saved.headers["Location"]).page
    assert "takes" in page.one(class_="toast").text
    assert "Undo" in page.one(class_="toast").text


def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(site: Site) -> None:
    coordinator = site.browser("coordinator")
    task_id = site.tasks["theirs"]
    form = coordinator.get(f"{PAGE}?task={task_id}").page.one("form", id="gantt-gesture")
    cases = (
        ({"means": "duration", "days": "-900"}, "fewer at most"),
        ({"means": "start", "days": "soon"}, "“soon” is no whole number"),
        ({"means": "start", "days": "1", "on": "2026-12-01"}, "not both"),
        ({"means": "start"}, "Say by how many working days, or give a day."),
        ({"means": "link", "after": "zebra"}, "No task of this plan is called “zebra”"),
        ({"means": "fly"}, "is not among the choices"),
    )
    for sent, said in cases:
        answer = coordinator.post(form["action"], {**form.values(), **sent, "preview": "1"})
        assert answer.status_code == 422, sent
        assert said in panel(answer.page)
        if "after" in sent:
            assert answer.page.one("input", name="after")["value"] == "zebra"


def test_a_loop_is_refused_and_named(site: Site) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(f"{PAGE}?task={site.tasks['theirs']}").page.one(
        "form", id="gantt-gesture"
    )
    answer = coordinator.post(
        form["action"], {**form.values(), "means": "link", "after": "1a", "preview": "1"}
    )
    assert answer.status_code == 422
    assert "1a" in panel(answer.page)


def test_an_overtaken_change_is_refused_and_the_task_shown_as_it_is(site: Site) -> None:
    coordinator = site.browser("coordinator")
    task_id = site.tasks["theirs"]
    form = coordinator.get(f"{PAGE}?task={task_id}").page.one("form", id="gantt-gesture")
    with site.inside() as office:
        office.change(task_id, site.now, duration_days=44)
    sent = {**form.values(), "means": "duration", "days": "2", "reason": "A reason"}
    answer = coordinator.post(form["action"], sent)
    assert answer.status_code == 409
    assert "Somebody changed the same of this task" in panel(answer.page)
    # The page of the answer starts from the task as it is now, and keeps why.
    again = answer.page.one("form", id="gantt-gesture")
    assert again.values()["version"] == str(site.version(task_id))
    assert again.values()["reason"] == "A reason"
    assert coordinator.post(again["action"], {**again.values(), "days": "2"}).status_code == 302


def test_from_the_answer_to_a_form_one_comes_back_to_the_chart_as_it_was(site: Site) -> None:
    coordinator = site.browser("coordinator")
    path = f"/tasks/{site.tasks['theirs']}/gesture?scale=week&fold=i1"
    assert coordinator.get(path).headers["Location"] == f"{PAGE}?scale=week&fold=i1"


def test_what_is_laid_over_the_chart_is_on_its_axis_however_far_a_change_moves(
    site: Site,
) -> None:
    coordinator = site.browser("coordinator")
    task_id = site.tasks["theirs"]
    page = coordinator.get(f"{PAGE}?task={task_id}").page
    form = page.one("form", id="gantt-gesture")
    wide = page.one("tbody").all("svg", class_="gantt")[0].all("svg")[0]["viewBox"]
    sent = {**form.values(), "means": "duration", "days": "400", "preview": "1"}
    over = coordinator.post(f"{form['action']}&part=panel", sent).text
    assert f'viewBox="{wide}"' in over
    assert 'class="try"' in over


def test_a_script_gets_the_panel_or_the_rows_alone(site: Site) -> None:
    viewer = site.browser("viewer")
    alone = viewer.get(f"{PAGE}?task={site.tasks['ours']}&part=panel")
    assert "<html" not in alone.text
    assert "data-task=" in alone.text
    assert f'<template data-over="t{site.tasks["theirs"]}">' in alone.text
    rows = viewer.get(f"{PAGE}?part=rows&page=1").text
    assert "<html" not in rows
    assert rows.count("<tr") == viewer.get(PAGE).text.split("<tbody>")[1].count("<tr")


def test_the_panel_is_that_of_the_task_that_is_changed_whatever_the_address_says(
    site: Site,
) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(f"{PAGE}?task={site.tasks['ours']}").page.one("form", id="gantt-gesture")
    tried = {**form.values(), "means": "duration", "days": "5", "preview": "1"}
    for elsewhere in ("", f"&task={site.tasks['theirs']}"):
        address = f"/tasks/{site.tasks['ours']}/gesture?part=panel{elsewhere}"
        answer = coordinator.post(address, tried)
        assert answer.status_code == 200
        assert f'data-task="{site.tasks["ours"]}"' in answer.text
    assert coordinator.get(f"{PAGE}?part=panel").status_code == 404


def test_who_may_not_change_the_plan_is_offered_no_change(site: Site) -> None:
    for who in ("lead", "viewer", "auditor"):
        page = site.browser(who).get(f"{PAGE}?task={site.tasks['ours']}").page
        assert not page.all("form", id="gantt-gesture")
        assert "data-may-change" not in page.one("table").attributes


def test_a_chain_of_a_loop_free_plan_ends(site: Site) -> None:
    with site.inside() as office:
        last = site.tasks["ours"]
        for number in range(30):
            code = office.add(f"7.{number}", 1, now=site.now)
            dependencies.add(Change(office.coordinator, site.now), code, DependencyFields(last))
            last = code
        db.session.expire_all()
    page = site.browser("viewer").get(f"{PAGE}?task={last}").page
    assert len(page.one("ol", class_="gantt-chain").all("li")) == 32
