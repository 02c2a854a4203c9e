"""The page of the lines of effort: rows changed in place, ordered, retired and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

PAGE = f"/plans/{SLUG}/settings/lines-of-effort"


def add(site: Site, code: str, title: str, **more: Any) -> Answer:
    wanted = {"code": code, "title": title, **more}
    return site.browser("coordinator").submit(PAGE, wanted, PAGE)


def rows(site: Site, table: int = 0) -> list[str]:
    page = site.browser("coordinator").get(PAGE).page
    return [row.text for row in page.all("table")[table].all("tr")[1:]]


def row(site: Site, title: str) -> Element:
    page = site.browser("coordinator").get(PAGE).page
    return next(r for r in page.all("tr") if r.all("th") and title in r.all("th")[0].text)


def act(site: Site, title: str, verb: str, **more: Any) -> Answer:
    form = next(f for f in row(site, title).all("form") if f["action"].endswith(verb))
    return site.browser("coordinator").post(form["action"], {**form.values(), **more})


def linked(site: Site, title: str, label: str) -> str:
    return next(a["href"] for a in row(site, title).all("a") if a.text.startswith(label))


def test_one_is_added_and_the_addition_offers_to_be_taken_back(site: Site) -> None:
    answer = add(site, "2", "Shorten the process", agency="DSCA")
    assert answer.location == PAGE
    page = site.browser("coordinator").get(PAGE).page
    assert "Line of effort “Shorten the process” is added." in page.one("div", class_="toast").text
    assert page.one("div", class_="toast").one("form", class_="undo")
    assert "DSCA" in row(site, "Shorten the process").text


def test_what_was_typed_stays_when_it_cannot_be_taken(site: Site) -> None:
    answer = add(site, "1", "Shorten the process")
    assert answer.status_code == 422
    assert "“Organize for success” has the code 1." in answer.page.one(id="problems").text
    assert answer.page.form(PAGE).values()["title"] == "Shorten the process"
    assert "Give it a title." in add(site, "2", "").page.one(id="problems").text
    unknown = add(site, "2", "Shorten", agency="NASA")
    assert "“NASA” is not among the choices." in unknown.text


def test_the_agencies_of_the_plan_are_offered_first(site: Site) -> None:
    form = site.browser("coordinator").get(PAGE).page.form(PAGE)
    groups = form.one("select", name="agency").all("optgroup")
    assert [group["label"] for group in groups] == ["In this plan", "Other agencies"]
    assert "DSCA" in groups[0].text
    assert "Zebra Bureau" in groups[1].text


def test_a_row_is_changed_in_place_from_the_version_that_was_seen(site: Site) -> None:
    add(site, "2", "Shorten the process")
    coordinator = site.browser("coordinator")
    edit = linked(site, "Shorten the process", "Change")
    action = coordinator.get(edit).page.one("tr", class_="settings-edit").one("form")["action"]
    saved = coordinator.submit(edit, {"title": "Quicken the process", "reason": "Plainer"}, action)
    assert saved.location == PAGE
    assert "Quicken the process" in rows(site)[1]

    late = coordinator.post(action, {"version": 1, "code": "2", "title": "Mine", "agency": ""})
    assert late.status_code == 409
    form = late.page.form(action)
    assert "Somebody changed it meanwhile" in form.text
    assert form.values()["title"] == "Mine"
    assert coordinator.post(action, form.values()).location == PAGE
    assert "Mine" in rows(site)[1]


def test_rows_go_up_and_down(site: Site) -> None:
    for code, title in (("2", "Second"), ("3", "Third")):
        add(site, code, title)
    first, last = row(site, "Organize for success"), row(site, "Third")
    assert [b.text.split()[0] for b in first.all("button")] == ["Down"]
    assert [b.text.split()[0] for b in last.all("button")] == ["Up"]
    assert act(site, "Third", "/place", place=2).location == PAGE
    assert [text.split()[0] for text in rows(site)] == ["1", "3", "2"]


def test_retiring_asks_where_tasks_go_and_restoring_brings_it_back_empty(site: Site) -> None:
    add(site, "2", "Shorten the process")
    coordinator = site.browser("coordinator")
    asking = coordinator.get(linked(site, "Organize for success", "Retire")).page
    block = asking.one("section", class_="irreversible")
    assert "1 task stands in it, and goes to another one first. No date moves." in block.text
    form = block.one("form")
    options = [option.text for option in form.one("select", name="to").all("option")]
    assert options == ["Choose", "2 Shorten the process", "No line of effort"]

    refused = coordinator.post(form["action"], form.values())
    assert refused.status_code == 422
    assert "Choose where they go" in refused.page.one(id="problems").text
    chosen = form.one("select", name="to").all("option")[1]["value"]
    answer = coordinator.post(form["action"], {**form.values(), "to": chosen, "reason": "Small"})
    assert answer.location == PAGE
    assert "1 task went elsewhere" in coordinator.get(PAGE).text
    assert len(rows(site)) == 1
    assert act(site, "Organize for success", "/restoration").location == PAGE
    assert len(rows(site)) == 2


def test_a_closed_plan_shows_its_lines_of_effort_and_no_form(site: Site) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    page = site.browser("coordinator").get(f"{PAGE}?edit=1&retire=1").page
    assert "The plan is closed" in page.one("main").text
    assert not page.one("main").all("form", method="post")
