"""In a large plan another task is named by its code; pages stay small and work without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from workplan.services.changes import first_subtasks
from workplan.services.finding import task_names

if TYPE_CHECKING:
    from support.ground.site import Site

LET_GO = {"own_days": first_subtasks.LET_GO}
LOOKUP = f"/plans/{SLUG}/tasks/lookup"


@pytest.fixture
def large(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site as if its plans had too many tasks for a list."""
    monkeypatch.setattr(task_names, "MOST_LISTED", 1)
    with site.inside() as office:
        for code, name in (("3(b)", "Issue the catalog"), ("3(b).1", "Draft"), ("30", "Another")):
            site.tasks[code] = office.add(code, 5, now=site.now, name=name)
    return site


def parent(site: Site) -> str:
    page = site.browser("coordinator").get(f"/tasks/{site.tasks['30']}/edit").page
    return page.one("input", name="parent_id_code")["value"]


@pytest.mark.parametrize("typed", ["3(b)", "3(B) ", "3(b) Issue the catalog", "3(b) whatever"])
def test_a_task_is_found_by_its_code_with_or_without_its_name(large: Site, typed: str) -> None:
    coordinator = large.browser("coordinator")
    saved = coordinator.submit(
        f"/tasks/{large.tasks['30']}/edit", {"parent_id_code": typed, **LET_GO}
    )
    assert saved.status_code == 302
    assert parent(large) == "3(b) Issue the catalog"


def test_the_longest_code_counts_and_an_empty_line_lets_go(large: Site) -> None:
    coordinator, path = large.browser("coordinator"), f"/tasks/{large.tasks['30']}/edit"
    assert coordinator.submit(path, {"parent_id_code": "3(b).1 Draft", **LET_GO}).status_code == 302
    assert parent(large) == "3(b).1 Draft"
    assert coordinator.submit(path, {"name": "Another name"}).status_code == 302
    assert parent(large) == "3(b).1 Draft", "what is not touched stays"
    assert coordinator.submit(path, {"parent_id_code": " "}).status_code == 302
    assert parent(large) == ""


@pytest.mark.parametrize("typed", ["nothing", "30", "%", "3(b", "4"])
def test_a_code_that_no_other_task_has_is_named_and_stays_typed(large: Site, typed: str) -> None:
    path = f"/tasks/{large.tasks['30']}/edit"
    answer = large.browser("coordinator").submit(path, {"parent_id_code": typed})
    assert answer.status_code == 422
    assert f"“{typed}” is no other task of this plan. Give a code" in answer.page.text
    assert answer.page.one("input", name="parent_id_code")["value"] == typed


def test_a_clash_about_the_parent_shows_both_by_name(large: Site) -> None:
    coordinator, path = large.browser("coordinator"), f"/tasks/{large.tasks['30']}/edit"
    mine = coordinator.get(path).form.values() | {"parent_id_code": "3(b).1", **LET_GO}
    assert coordinator.submit(path, {"parent_id_code": "3(b)", **LET_GO}).status_code == 302
    answer = coordinator.post(path, mine)
    assert answer.status_code == 409
    alert = answer.page.one(role="alert").text
    assert "3(b) Issue the catalog" in alert
    assert "3(b).1 Draft" in alert


def test_a_dependency_is_added_by_code(large: Site) -> None:
    coordinator, task = large.browser("coordinator"), large.tasks["30"]
    form = {"predecessor_code": "3(b).1", "type": "FS", "lag_days": 0}
    assert coordinator.post(f"/tasks/{task}/dependencies", form).status_code == 302
    assert (
        "3(b).1 Draft"
        in coordinator.get(f"/tasks/{task}").page.one("section", aria_labelledby="deps").text
    )
    refused = coordinator.post(f"/tasks/{task}/dependencies", form | {"predecessor_code": "zz"})
    assert (refused.status_code, "“zz” is no other task" in refused.page.text) == (422, True)


def test_what_fits_is_offered_codes_first(large: Site) -> None:
    viewer = large.browser("viewer")
    offered = [o["value"] for o in viewer.get(f"{LOOKUP}?parent_id_code=3").page.all("option")]
    assert offered[:3] == ["3(b) Issue the catalog", "3(b).1 Draft", "30 Another"]
    named = viewer.get(f"{LOOKUP}?predecessor_code=CATALOG").page.all("option")
    assert [option["value"] for option in named] == ["3(b) Issue the catalog"]
    assert not viewer.get(f"{LOOKUP}?predecessor_code=%25").page.all("option")
    assert not viewer.get(LOOKUP).page.all("option")


def test_a_small_plan_has_a_list_to_choose_from(site: Site) -> None:
    page = site.browser("coordinator").get(f"/tasks/{site.tasks['ours']}/edit").page
    assert page.one("select", name="parent_id").all("option")
    assert not page.all("input", name="parent_id_code")
