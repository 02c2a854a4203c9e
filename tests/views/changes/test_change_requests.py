"""A lead asks for a change by the form that changes a task; whoever decides makes it by a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models import Plan
from support.ground.office import SLUG
from support.record.statements import statements
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = f"/plans/{SLUG}/changes"


def limited(site: Site, days: int, official: str = "viewer") -> None:
    """Let the plan have an official and a limit since before it was approved."""
    with site.inside() as office, writing() as session:
        person = office.people[official].id
        of_plan = update(Plan).where(Plan.slug == SLUG)
        session.execute(of_plan.values(change_days=days, approver_id=person))


def form_of(site: Site, who: str, path: str) -> dict[str, str]:
    """Return what the form of a task would send if nothing were typed."""
    return site.browser(who).get(path).form.values()


def ask(site: Site, who: str = "lead", task: str = "ours", **typed: str) -> Answer:
    path = f"/tasks/{site.tasks[task]}/edit"
    data = form_of(site, who, f"{path}?asks=1") | {"reason": "We need it", **typed}
    return site.browser(who).post(path, data)


def text(site: Site, who: str, path: str = PAGE) -> str:
    return site.browser(who).get(path).page.one("main").text


def duration(site: Site, task: str = "ours") -> int:
    with site.inside() as office:
        return office.task(site.tasks[task]).duration_days


def test_a_lead_finds_the_way_on_the_page_of_a_task_and_of_the_list(site: Site) -> None:
    task = text(site, "lead", f"/tasks/{site.tasks['theirs']}")
    assert "Ask for a change" in task
    assert "Change the task" not in task
    assert "Ask for a task" in text(site, "lead", f"/plans/{SLUG}/tasks")
    assert "Ask for a change" not in text(site, "coordinator", f"/tasks/{site.tasks['ours']}")
    assert "Ask for a change" not in text(site, "viewer", f"/tasks/{site.tasks['ours']}")


def test_the_form_says_that_it_only_asks(site: Site) -> None:
    page = text(site, "lead", f"/tasks/{site.tasks['ours']}/edit?asks=1")
    assert "Ask for a change of 1a" in page
    assert "Nothing is changed by this form" in page
    assert "Save task" not in page


def test_without_asking_a_lead_changes_nothing(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}/edit"
    assert site.browser("lead").get(path).status_code == 403
    assert site.browser("lead").post(path, {"version": "1"}).status_code == 403


def test_what_a_lead_asks_for_is_seen_decided_and_made(site: Site) -> None:
    before = duration(site)
    asked = ask(site, duration_days=str(before + 1))
    assert asked.headers["Location"] == f"{PAGE}/1"
    assert duration(site) == before
    said = text(site, "coordinator", f"{PAGE}/1")
    assert "Change 1a Draft part 1a" in said
    assert "“We need it”" in said
    assert f"Changed duration from “{before} working days” to “{before + 1} working days”" in said
    assert "What would move" in said
    assert "1 change request waits for an answer" in text(site, "coordinator")
    overview = text(site, "coordinator", f"/plans/{SLUG}")
    assert "1 change request to decide" in overview
    version = next(one.version for one in site.rows("plans") if one.slug == SLUG)
    accepted = site.browser("coordinator").post(
        f"{PAGE}/1/acceptance", {"version": version, "answer": "Agreed."}
    )
    assert accepted.status_code == 302
    assert duration(site) == before + 1
    after = text(site, "lead", f"{PAGE}/1")
    assert "Accepted by Cora Diaz" in after
    assert "“Agreed.”" in after
    assert "Made as entry" in after


def test_a_request_without_a_reason_is_shown_again_with_what_was_typed(site: Site) -> None:
    answer = ask(site, name="Another name", reason="")
    assert answer.status_code == 422
    main = answer.page.one("main").text
    assert "Say why you ask for it." in main
    assert answer.form.values()["name"] == "Another name"
    assert answer.form.values()["asks"] == "1"


def test_a_preview_of_what_is_asked_for_asks_as_well(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}/edit"
    data = form_of(site, "lead", f"{path}?asks=1") | {"duration_days": "70", "preview": "1"}
    page = site.browser("lead").post(path, data).page.one("main").text
    assert "Ask for this change" in page
    assert "Confirm and save" not in page


def test_a_form_that_is_sent_twice_asks_once(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}/edit"
    data = form_of(site, "lead", f"{path}?asks=1") | {"reason": "We need it", "name": "Another"}
    site.browser("lead").post(path, data)
    site.browser("lead").post(path, data)
    assert len(site.rows("change_requests")) == 1


def test_a_lead_asks_for_another_task(site: Site) -> None:
    path = f"/plans/{SLUG}/tasks/new"
    data = form_of(site, "lead", f"{path}?asks=1")
    agency = site.office.agencies["PM"]
    typed = {"code": "9z", "name": "Another", "duration_days": "3", f"agency_{agency}": "lead"}
    answer = site.browser("lead").post(path, data | typed | {"reason": "It is missing"})
    assert answer.headers["Location"] == f"{PAGE}/1"
    assert "Add 9z Another" in text(site, "lead", f"{PAGE}/1")
    assert "9z" not in {one.code for one in site.rows("tasks")}


def test_a_coordinator_beyond_the_limit_is_led_to_the_official(site: Site) -> None:
    limited(site, 5)
    before = duration(site)
    path = f"/tasks/{site.tasks['ours']}/edit"
    data = form_of(site, "coordinator", path) | {"duration_days": "200", "reason": "Much more"}
    refused = site.browser("coordinator").post(path, data)
    assert refused.status_code == 422
    main = refused.page.one("main").text
    assert "This is for the approving official" in main
    assert "Walt Poe decides on that" in main
    assert duration(site) == before
    again = refused.page.form(path).values()
    assert (again["asks"], again["duration_days"]) == ("1", "200")
    asked = site.browser("coordinator").post(path, again | {"reason": "Much more"})
    assert asked.headers["Location"] == f"{PAGE}/1"
    assert "waits for Walt Poe" in text(site, "coordinator", f"{PAGE}/1")
    assert "For you to decide 1" in text(site, "viewer", "/")
    version = next(one.version for one in site.rows("plans") if one.slug == SLUG)
    data = {"version": version, "answer": ""}
    assert site.browser("coordinator").post(f"{PAGE}/1/acceptance", data).status_code == 403
    assert site.browser("viewer").post(f"{PAGE}/1/acceptance", data).status_code == 302
    assert duration(site) == 200


def test_what_goes_beyond_the_limit_by_now_is_passed_on_with_a_word(site: Site) -> None:
    ask(site, duration_days="200")
    limited(site, 5)
    version = next(one.version for one in site.rows("plans") if one.slug == SLUG)
    answer = site.browser("coordinator").post(f"{PAGE}/1/acceptance", {"version": version})
    assert answer.status_code == 302
    said = text(site, "coordinator", f"{PAGE}/1")
    assert "waits for Walt Poe" in said
    assert duration(site) != 200


def test_the_limit_is_set_by_the_official_once_the_plan_is_approved(site: Site) -> None:
    limited(site, 5)
    version = next(one.version for one in site.rows("plans") if one.slug == SLUG)
    data = {"version": version, "days": "8"}
    assert site.browser("coordinator").post(f"{PAGE}/limit", data).status_code == 403
    assert site.browser("viewer").post(f"{PAGE}/limit", data).status_code == 302
    assert next(one.change_days for one in site.rows("plans") if one.slug == SLUG) == 8


def test_a_limit_out_of_range_says_what_to_give_and_keeps_what_was_typed(site: Site) -> None:
    limited(site, 5)
    version = next(one.version for one in site.rows("plans") if one.slug == SLUG)
    for typed, said in (("900", "Give 0 to 250."), ("many", "Give a whole number")):
        answer = site.browser("viewer").post(f"{PAGE}/limit", {"version": version, "days": typed})
        assert answer.status_code == 422
        assert said in answer.page.one("main").text
        assert answer.page.form(f"{PAGE}/limit").values()["days"] == typed


def test_an_undo_beyond_the_limit_is_asked_for(site: Site) -> None:
    with site.inside() as office:
        office.change(site.tasks["ours"], now=site.now, duration_days=200)
        seq = next(e.seq for e in reversed(office.journal()) if e.verb == "task.changed")
    limited(site, 5)
    refused = site.browser("coordinator").post(f"/journal/{seq}/undo", {})
    assert refused.status_code == 422
    again = refused.page.form(f"/journal/{seq}/undo").values()
    asked = site.browser("coordinator").post(f"/journal/{seq}/undo", again | {"reason": "A slip"})
    assert asked.headers["Location"] == f"{PAGE}/1"
    assert duration(site) == 200


def test_whoever_looks_on_is_offered_nothing(site: Site) -> None:
    ask(site, name="Another name")
    said = text(site, "viewer", f"{PAGE}/1")
    assert "Accept and make it" not in said
    assert "Withdraw" not in said
    assert "Withdraw" in text(site, "lead", f"{PAGE}/1")


def test_the_list_asks_as_often_for_many_requests_as_for_one(site: Site) -> None:
    ask(site, name="Another name")
    text(site, "coordinator")
    few = _statements(site)
    for number in range(4):
        ask(site, name=f"Another name {number}")
    assert _statements(site) == few


def _statements(site: Site) -> int:
    with site.app.app_context():
        return statements(lambda: text(site, "coordinator"))
