"""The page of the objectives: added from a list, changed in place, gaps and strays said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

PAGE = f"/plans/{SLUG}/settings/objectives"


def add(site: Site, text: str) -> Answer:
    return site.browser("coordinator").submit(PAGE, {"statement": text}, PAGE)


def row(site: Site, statement: str) -> Element:
    page = site.browser("coordinator").get(PAGE).page
    return next(r for r in page.all("tr") if r.all("th") and statement in r.all("th")[0].text)


def act(site: Site, statement: str, verb: str, **more: Any) -> Answer:
    form = next(f for f in row(site, statement).all("form") if f["action"].endswith(verb))
    return site.browser("coordinator").post(form["action"], {**form.values(), **more})


def linked(site: Site, statement: str, label: str) -> str:
    return next(a["href"] for a in row(site, statement).all("a") if a.text.startswith(label))


def codes(site: Site) -> list[str]:
    page = site.browser("coordinator").get(PAGE).page
    return [r.all("td")[0].text for r in page.all("table")[0].all("tr")[1:]]


def test_many_are_pasted_at_once_and_one_undo_takes_them_back(site: Site) -> None:
    answer = add(site, "2. Shorten the way\nShow the figures")
    assert answer.location == PAGE
    coordinator = site.browser("coordinator")
    toast = coordinator.get(PAGE).page.one("div", class_="toast")
    assert "2 objectives are added." in toast.text
    assert codes(site) == ["1", "2", "3"]
    undo = toast.one("form", class_="undo")
    coordinator.post(undo["action"], undo.values())
    assert codes(site) == ["1"]


def test_gaps_and_strays_are_said(site: Site) -> None:
    add(site, "Shorten the way")
    said = site.browser("coordinator").get(PAGE).page.one("main").text
    assert "1 gap: no task serves objective 2." in said
    assert "strays: these tasks serve no objective." in said
    assert "Gap: no task" in row(site, "Shorten the way").text


def test_what_was_pasted_stays_when_a_line_cannot_be_taken(site: Site) -> None:
    answer = add(site, "2. Shorten the way\n1. Again")
    assert answer.status_code == 422
    assert "An objective has the number 1." in answer.page.one(id="problems").text
    assert answer.page.form(PAGE).values()["statement"] == "2. Shorten the way\n1. Again"
    assert "Write 1 to 100 objectives." in add(site, " \n ").page.one(id="problems").text
    assert codes(site) == ["1"]


def test_one_is_changed_in_place_from_the_version_that_was_seen(site: Site) -> None:
    coordinator = site.browser("coordinator")
    edit = linked(site, "Make allies stronger", "Change")
    action = coordinator.get(edit).page.one("tr", class_="settings-edit").one("form")["action"]
    saved = coordinator.submit(edit, {"statement": "Make partners stronger"}, action)
    assert saved.location == PAGE
    sent = {"version": 1, "code": "1", "statement": "Mine"}
    late = coordinator.post(action, sent)
    assert late.status_code == 409
    assert late.page.form(action).values()["statement"] == "Mine"
    assert coordinator.post(action, {**sent, "version": 2, "code": ""}).status_code == 422
    assert row(site, "Make partners stronger")


def test_they_are_ordered_retired_and_restored(site: Site) -> None:
    add(site, "Shorten the way\nShow the figures")
    act(site, "Show the figures", "/place", place=1)
    assert codes(site) == ["3", "1", "2"]
    coordinator = site.browser("coordinator")
    asking = coordinator.get(linked(site, "Make allies stronger", "Retire")).page
    block = asking.one("section", class_="irreversible")
    assert "1 task of this plan serves it, and then counts for it no more." in block.text
    form = block.one("form")
    assert coordinator.post(form["action"], {**form.values(), "reason": "Done"}).location == PAGE
    assert codes(site) == ["3", "2"]
    again = coordinator.post(form["action"], form.values())
    assert again.status_code == 422
    overview = coordinator.get(f"/plans/{SLUG}").text
    assert "Make allies stronger" not in overview
    act(site, "Make allies stronger", "/restoration")
    assert codes(site) == ["3", "1", "2"]


def test_a_plan_without_a_directive_says_so_and_has_no_form(site: Site) -> None:
    with site.inside() as office:
        office.plan().directive_id = None
        db.session.commit()
    page = site.browser("coordinator").get(PAGE).page
    assert "This plan names no directive" in page.one("main").text
    assert not page.one("main").all("form", method="post")


def test_a_closed_plan_shows_its_objectives_and_no_form(site: Site) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    for path in (f"{PAGE}?edit=1&retire=1", f"{PAGE}/tasks"):
        page = site.browser("coordinator").get(path).page
        assert "The plan is closed" in page.one("main").text
        assert not page.one("main").all("form", method="post")
