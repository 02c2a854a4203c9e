"""The grid of tasks and objectives: only cells that the person changed are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import objectives
from workplan.services.structure.objectives import ObjectiveFields

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = f"/plans/{SLUG}/settings/objectives/tasks"


def second(site: Site) -> int:
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        return objectives.add(change, SLUG, [ObjectiveFields("2", "Show the figures")])[0]


def ticks(site: Site, query: str = "") -> dict[str, bool]:
    """Return each cell of the grid by its name, and whether it is ticked."""
    page = site.browser("coordinator").get(PAGE + query).page
    return {
        label.all("span")[0].text: "checked" in label.one("input").attributes
        for label in page.one("table").all("label")
    }


def save(site: Site, now: list[str], was: list[str]) -> Answer:
    return site.browser("coordinator").post(PAGE, {"tie": now, "was": was, "reason": "Coverage"})


def test_each_cell_says_which_task_serves_which_objective(site: Site) -> None:
    second(site)
    found = ticks(site)
    assert found["0 serves objective 1"]
    assert not found["0 serves objective 2"]
    assert found.keys() >= {"2a serves objective 1", "2b serves objective 2"}


def test_many_cells_are_saved_together_and_taken_back_at_once(site: Site) -> None:
    aim, (ours, handed) = second(site), (site.tasks["ours"], site.tasks["handed"])
    answer = save(site, [f"{ours}.{aim}", f"{handed}.{aim}"], [])
    assert answer.location == PAGE
    coordinator = site.browser("coordinator")
    toast = coordinator.get(PAGE).page.one("div", class_="toast")
    assert "The ties of 2 tasks are saved." in toast.text
    assert sum(ticks(site).values()) == 3
    undo = toast.one("form", class_="undo")
    coordinator.post(undo["action"], undo.values())
    assert sum(ticks(site).values()) == 1


def test_a_page_from_before_keeps_what_others_tied(site: Site) -> None:
    aim, ours = second(site), site.tasks["ours"]
    save(site, [f"{ours}.{aim}"], [])
    save(site, [], [])
    assert sum(ticks(site).values()) == 2, "an old page that ticked nothing cuts nothing"
    save(site, [], [f"{ours}.{aim}"])
    assert sum(ticks(site).values()) == 1
    again = save(site, [], [f"{ours}.{aim}"])
    assert "Nothing was changed" in site.browser("coordinator").get(again.location).text


def test_only_strays_are_shown_when_asked_and_what_is_no_tie_is_left_out(site: Site) -> None:
    second(site)
    assert not any(cell.startswith("0 ") for cell in ticks(site, "?show=strays"))
    assert save(site, ["x.y", "1", "", "9.9.9"], []).status_code == 302
    refused = save(site, ["987654.1"], [])
    assert refused.status_code == 422
    assert "A task was removed meanwhile." in refused.page.one(id="problems").text


def test_a_plan_without_objectives_leads_to_them(site: Site) -> None:
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        objectives.retire(change, SLUG, 1, 1)
    page = site.browser("coordinator").get(PAGE).page
    assert "There is no objective" in page.one("main").text
