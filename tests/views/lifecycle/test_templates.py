"""Templates in the browser: kept, listed, used, retired; and in no other list of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

NEW = f"/plans/{SLUG}/template"
ALLOWED = ("/plans/templates", "/plans/new", "/plans/new/copy")
"""The pages that name templates."""


@pytest.fixture
def kept(site: Site) -> Site:
    """The site with a template of its plan, in which a task is called like nothing else."""
    with site.inside() as office:
        office.add("Q1", 5, site.day(2), name="Quagga work", now=site.now)
    wanted = {"title": "Quagga pattern", "slug": "quagga", "note": "For transfers"}
    answer = site.browser("coordinator").submit(NEW, wanted, NEW)
    assert answer.location == "/plans/templates"
    page = site.browser("coordinator").get("/plans/templates").page
    assert "is kept as a template" in page.text
    assert "Undo" not in page.one("main").text
    with site.inside() as office:
        [task] = [row.id for row in site.rows("tasks") if row.name == "Quagga work"][:1]
        office.remove(task, site.now)
    return site


def test_every_coordinator_sees_it_and_makes_a_plan_of_it(kept: Site) -> None:
    stranger = kept.browser("stranger")
    page = stranger.get("/plans/templates").page
    assert "Quagga pattern" in page.text
    assert "For transfers" in page.text
    path = "/plans/new/copy?of=quagga"
    form = next(f for f in stranger.get(path).page.all("form") if "Make the plan" in f.text)
    answer = stranger.post(form["action"], {**form.values(), "title": "Made of it"})
    assert answer.location == "/plans/made-of-it/new/efforts"
    assert stranger.get("/plans/quagga/tasks").status_code == 200
    assert stranger.get("/plans/quagga/settings/stage").status_code == 403


def test_nobody_else_does(kept: Site) -> None:
    for who in ("lead", "viewer", "auditor", "admin"):
        assert kept.browser(who).get("/plans/templates").status_code == 403
        assert kept.browser(who).get("/plans/quagga").status_code == 404


def test_it_is_named_on_no_other_page_that_is_of_no_plan(kept: Site) -> None:
    rules = [r for r in kept.app.url_map.iter_rules() if not r.arguments and "GET" in r.methods]
    paths = [r.rule for r in rules if r.endpoint != "static"]
    assert len(paths) > 10
    coordinator = kept.browser("coordinator")
    for path in (*paths, "/search?q=quagga", "/search.csv?q=quagga"):
        answer = coordinator.get(path)
        is_read = answer.status_code == 200 and "text" in (answer.content_type or "")
        if path not in ALLOWED and is_read:
            text = answer.text.replace("q=quagga", "").replace('value="quagga"', "")
            assert "uagga pattern" not in text, path
            assert "Quagga work" not in text, path


def test_its_own_pages_say_that_it_is_a_template_and_lead_on(kept: Site) -> None:
    page = kept.browser("coordinator").get("/plans/quagga/settings/stage").page
    assert page.one("h1").text == "Stage: A template"
    assert "New plan from it" in page.text
    assert "Approve plan" not in page.text


def test_it_is_retired_and_brought_back(kept: Site) -> None:
    coordinator = kept.browser("coordinator")
    stage = "/plans/quagga/settings/stage"

    def press(button: str) -> str:
        forms = coordinator.get(stage).page.one("main").all("form")
        form = next(f for f in forms if button in f.text)
        return coordinator.post(form["action"], form.values()).location

    assert press("Retire it") == "/plans/templates"
    page = coordinator.get("/plans/templates").page
    assert "retired" in page.one("main").text
    assert "of=quagga" not in page.text
    assert press("Bring it back") == "/plans/templates"
    assert "retired" not in coordinator.get("/plans/templates").page.one("tbody").text


def test_a_title_is_wanted_and_a_taken_name_refused(site: Site) -> None:
    answer = site.browser("coordinator").submit(NEW, {"title": "", "slug": SLUG}, NEW)
    assert answer.status_code == 422
    assert "Give the template a title" in answer.page.one(id="title-error").text
    answer = site.browser("coordinator").submit(NEW, {"title": "Pattern", "slug": SLUG}, NEW)
    assert "has or had" in answer.page.one(id="slug-error").text
