"""The form of a task says what becomes of the days of the task that it is put below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from support.web.browsers import HTMX
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.site import Site

NEW = f"/plans/{SLUG}/tasks/new"
SENT = {"constraint_code": "ASAP", "rule": "none"}


def below(site: Site, name: str = "ours", **others: Any) -> dict[str, Any]:
    pm = site.office.agencies["PM"]
    return {
        "code": "5a",
        "name": "First part",
        "duration_days": "0",
        "parent_id": site.tasks[name],
        f"agency_{pm}": "lead",
        **others,
    }


def test_a_first_subtask_is_saved_only_when_its_days_were_decided_on(site: Site) -> None:
    me = site.browser("coordinator")
    answer = me.submit(NEW, below(site))
    assert answer.status_code == 422
    said = answer.page.one(id="own_days-error").text
    assert "working days of its own, which no longer count" in said
    assert answer.page.form().values()["name"] == "First part"

    saved = me.submit(NEW, below(site, own_days="keep"))
    assert saved.status_code == 302
    above = me.get(f"/tasks/{site.tasks['ours']}").page
    assert "1a.1 Draft part 1a" in above.text
    assert "5a First part" in above.text


def test_a_task_that_is_moved_below_another_asks_the_same(site: Site) -> None:
    me = site.browser("coordinator")
    path = f"/tasks/{site.tasks['handed']}/edit"
    answer = me.submit(path, {"parent_id": site.tasks["ours"]})
    assert answer.status_code == 422
    assert "which no longer count" in answer.page.one(id="own_days-error").text
    assert me.submit(path, {"parent_id": site.tasks["ours"], "own_days": "keep"}).status_code == 302


def test_adding_a_task_is_previewed_and_saves_nothing(site: Site) -> None:
    me = site.browser("coordinator")
    before = site.work()
    apart = me.submit(NEW, below(site, own_days="let_go", preview="1"))
    live = me.post(NEW, below(site, own_days="let_go", preview="1", **SENT), headers=HTMX)
    refused = me.post(NEW, below(site, preview="1", **SENT), headers=HTMX)
    assert (apart.status_code, live.status_code, refused.status_code) == (200, 200, 422)
    assert "Add 5a: " in apart.page.heading
    assert "5a First part" in live.page.text
    assert "5a First part new" in live.page.text
    assert "which no longer count" in refused.page.text
    assert site.work() == before
    assert me.post(NEW, apart.page.form(NEW).values()).status_code == 302


def test_an_edit_leaves_the_words_of_a_suspense_as_they_are(site: Site) -> None:
    me = site.browser("coordinator")
    with site.inside() as office:
        rule = SuspenseRule("none", note="promptly")
        office.change(site.tasks["ours"], site.now, suspense=rule)
    me.submit(f"/tasks/{site.tasks['ours']}/edit", {"description": "More"})
    assert "“promptly”" in me.get(f"/tasks/{site.tasks['ours']}").page.text
