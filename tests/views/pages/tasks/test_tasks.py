"""The task list, the page of a task, and the forms by which a coordinator shapes a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.site import Site
    from support.web.page import Page

LIST = f"/plans/{SLUG}/tasks"
NEW = f"{LIST}/new"
# A list of choices cannot show what is not among them.
NOT_KEPT = {"assignee_id", "constraint_code", "rule"}


def edit(site: Site, name: str = "ours") -> str:
    return f"/tasks/{site.tasks[name]}/edit"


def assert_error_at(page: Page, target: str, said: str) -> None:
    """Check that an error stands at its field, and leads there from the top."""
    error = page.one(id=f"{target}-error")
    assert said in error.text
    assert f"{target}-error" in page.one(id=target)["aria-describedby"]
    assert f"#{target}" in [link["href"] for link in page.one(id="problems").all("a")]


def test_the_page_says_why_a_task_has_its_dates(site: Site) -> None:
    page = site.browser("viewer").get(f"/tasks/{site.tasks['ours']}").page
    chain = [item.text for item in page.one("ol", class_="chain").all("li")]
    assert chain[0].startswith("1a starts")
    assert "because “2a Draft part 2a” ends" in chain[0]
    assert chain[1].startswith("2a Draft part 2a starts")
    assert "because no progress was reported, so what is left starts later each day" in chain[1]
    waits_for = page.one("div", aria_label="Waits for")
    assert waits_for.one("a").text == "2a Draft part 2a"


def test_a_task_is_added_with_all_that_the_form_takes(site: Site) -> None:
    coordinator, office = site.browser("coordinator"), site.office
    changes: dict[str, Any] = {
        "code": "5a",
        "name": "Publish the rule",
        "description": "Line one\r\nLine two",
        "duration_days": 12,
        "constraint_code": "SNET",
        "constraint_on": site.day(10).isoformat(),
        "rule": "after_task",
        "within": 45,
        "after_task_id": site.tasks["ours"],
        "parent_id": "",
        "assignee_id": office.contributor.id,
        f"agency_{office.agencies['PM']}": "lead",
        f"agency_{office.agencies['STATE']}": "lead",
        f"agency_{office.agencies['DSCA']}": "clear",
        "reason": "The memo asks for it",
    }
    answer = coordinator.submit(NEW, changes)
    assert answer.status_code == 302
    page = coordinator.get(answer.location).page
    assert "The task is added. The dates of no other task moved." in page.text
    for words in (
        "State + State PM",
        "DSCA (clear)",
        "Carl Weber",
        "45 calendar days after 1a Draft part 1a ends",
        "May not start before",
    ):
        assert words in page.text
    assert "“The memo asks for it”" in coordinator.get(f"{answer.location}?stream=changes").text
    stored = coordinator.get(f"{answer.location}/edit").form.values()
    expected = {name: str(value) for name, value in changes.items() if name != "reason"}
    expected["description"] = "Line one\nLine two"
    expected["within"] = "45 days"
    assert expected.items() <= stored.items()


def test_saving_what_the_form_shows_changes_nothing(site: Site) -> None:
    coordinator = site.browser("coordinator")
    before = coordinator.get(edit(site, "handed")).form.values()
    assert coordinator.submit(edit(site, "handed"), {}).status_code == 302
    after = coordinator.get(edit(site, "handed")).form.values()
    for values in (before, after):
        del values["csrf_token"], values["once"]
    assert after == before


def test_a_change_says_how_many_other_tasks_moved(site: Site) -> None:
    coordinator = site.browser("coordinator")
    with site.inside() as office:
        office.add("6a", 5, now=site.now)
    first = _id_of(site, "6a")
    for code in ("6b", "6c"):
        coordinator.submit(NEW, _new_task(site, code))
        coordinator.post(f"/tasks/{_id_of(site, code)}/dependencies", _waits_for(first))
    answer = coordinator.submit(f"/tasks/{first}/edit", {"duration_days": 9})
    said = coordinator.get(answer.location).text
    assert "The task is changed. The dates of 2 other tasks moved." in said


SLIPS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"code": ""}, "code", "Give the task a code, such as 2d."),
    ({"code": "2a"}, "code", "Another task of this plan is called 2a. Choose another code."),
    ({"code": "x" * 41}, "code", "40"),
    ({"name": ""}, "name", "Give the task a name."),
    ({"name": "   "}, "name", "The name is empty. Give the task a name."),
    ({"name": "two\nlines"}, "name", "stands on one line"),
    ({"name": "x" * 201}, "name", "200"),
    ({"description": "x" * 10_001}, "description", "10000"),
    ({"duration_days": ""}, "duration_days", "Give a number; 0 makes it a milestone."),
    ({"duration_days": "ten"}, "duration_days", "“ten” is no duration."),
    ({"duration_days": "-1"}, "duration_days", "“-1” is no duration."),
    ({"duration_days": "20001"}, "duration_days", "20,001 working days cannot be planned."),
    ({"constraint_code": "SOON"}, "constraint_code", "“SOON” is not among the choices."),
    ({"constraint_code": "SNET"}, "constraint_on", "This constraint needs a date."),
    ({"constraint_on": "2027-01-04"}, "constraint_on", "takes no date. Remove it"),
    ({"constraint_on": "31 Feb"}, "constraint_on", "“31 Feb” is no date."),
    ({"rule": "someday"}, "rule", "“someday” is not among the choices."),
    ({"rule": "fixed", "fixed_on": ""}, "fixed_on", "This suspense needs a date."),
    ({"rule": "fixed", "fixed_on": "2500-01-01"}, "fixed_on", "The year 2500 cannot be"),
    ({"rule": "signed"}, "within", "needs a number of days, weeks, months"),
    ({"rule": "signed", "within": "-1"}, "within", "“-1” is no span of time."),
    ({"rule": "after_task", "within": 3}, "after_task_id", "the task that it counts from"),
    ({"rule": "recurring", "every": "yearly"}, "first_on", "needs the first date"),
    ({"rule": "recurring", "first_on": "2027-01-04"}, "every", "needs how often"),
    ({"assignee_id": "x"}, "assignee_id", "“x” is not among the choices."),
    ({"reason": "x" * 501}, "reason", "500"),
)


def test_a_slip_of_the_keyboard_is_answered_at_its_field(site: Site) -> None:
    coordinator = site.browser("coordinator")
    before = site.work()
    for changes, field, said in SLIPS:
        typed = {"name": "My name for it", "reason": "My reason", **changes}
        answer = coordinator.submit(edit(site), typed)
        assert answer.status_code == 422, changes
        assert_error_at(answer.page, field, said)
        values = answer.form.values()
        lost = {name for name, text in typed.items() if values[name] != str(text)}
        assert lost <= NOT_KEPT & {field}, changes
    assert site.work() == before


def test_a_task_without_a_lead_is_answered_at_the_agencies(site: Site) -> None:
    coordinator, agencies = site.browser("coordinator"), site.office.agencies
    changes = {f"agency_{agencies['PM']}": "consult", f"agency_{agencies['DOD']}": "clear"}
    for page in (edit(site), NEW):
        answer = coordinator.submit(page, {**_new_task(site, "5a"), **changes})
        assert answer.status_code == 422
        assert_error_at(answer.page, "agencies", "No lead agency is chosen. Choose one")
        assert changes.items() <= answer.form.values().items()


def test_a_task_cannot_stand_below_itself(site: Site) -> None:
    coordinator = site.browser("coordinator")
    below = {"parent_id": site.tasks["ours"], "own_days": "let_go"}
    assert coordinator.submit(edit(site, "handed"), below).status_code == 302
    answer = coordinator.submit(edit(site), {"parent_id": site.tasks["handed"]})
    assert answer.status_code == 422
    assert_error_at(answer.page, "parent_id", "cannot stand below itself or its own subtasks")


@pytest.fixture
def draft(site: Site) -> Iterator[None]:
    """Let the plan be a draft, from which any task is removed."""
    with site.as_draft():
        yield


def test_a_task_of_before_is_not_removed_and_its_page_names_the_ways_out(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}"
    shown = coordinator.get(task).page
    assert "Remove it" not in shown.text
    assert "End it otherwise" in shown.text
    page = coordinator.get(f"{task}/removal")
    assert "end it as not done, superseded or merged" in " ".join(page.page.text.split())
    token = coordinator.get(edit(site)).form.values()["csrf_token"]
    sent = {"version": "1", "reason": "Not needed", "csrf_token": token}
    version = coordinator.get(edit(site)).form.values()["version"]
    answer = coordinator.post(f"{task}/removal", {**sent, "version": version})
    assert answer.status_code == 422
    assert "not done, superseded or merged" in answer.page.one(id="problems").text


def test_a_task_is_removed_with_a_reason_and_keeps_its_record(site: Site) -> None:
    coordinator, page = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}/removal"
    with site.as_draft():
        refused = coordinator.submit(page, {"reason": ""})
        assert refused.status_code == 422
        assert_error_at(refused.page, "reason", "Say why: the record keeps the reason.")
        long = coordinator.submit(page, {"reason": "x" * 501})
        assert long.form.values()["reason"] == "x" * 501
        answer = coordinator.submit(page, {"reason": "Overtaken by the new memo"})
    assert answer.location == LIST
    assert "1a Draft part 1a" not in coordinator.get(LIST).text
    shown = coordinator.get(f"/tasks/{site.tasks['ours']}").page
    assert "Removed from the plan on" in shown.text
    assert "“Overtaken by the new memo”" in shown.text
    assert "Wrote the first half" in shown.text
    actions = {form["action"] for form in shown.one("main").all("form")}
    assert all(action.startswith("/journal/") for action in actions), "only undo is offered"


@pytest.mark.usefixtures("draft")
def test_a_removal_of_what_was_changed_meanwhile_asks_again(site: Site) -> None:
    coordinator, page = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}/removal"
    typed = coordinator.get(page).form.values() | {"reason": "My reason"}
    assert coordinator.submit(edit(site), {"name": "Their name"}).status_code == 302
    answer = coordinator.post(page, typed)
    assert answer.status_code == 409
    assert_error_at(answer.page, "reason", "Look at the task again, then decide.")
    assert answer.form.values()["reason"] == "My reason"
    assert answer.submit(coordinator, {}).location == LIST


@pytest.mark.usefixtures("draft")
def test_a_task_with_subtasks_is_not_removed(site: Site) -> None:
    coordinator = site.browser("coordinator")
    below = {"parent_id": site.tasks["ours"], "own_days": "let_go"}
    assert coordinator.submit(edit(site, "handed"), below).status_code == 302
    answer = coordinator.submit(f"/tasks/{site.tasks['ours']}/removal", {"reason": "Not needed"})
    assert answer.status_code == 422
    assert_error_at(answer.page, "reason", "has subtasks. Remove or move them first.")


@pytest.mark.usefixtures("draft")
def test_a_removed_task_is_neither_changed_nor_removed_again(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}"
    forms = {page: coordinator.get(f"{task}/{page}").form.values() for page in ("edit", "removal")}
    coordinator.submit(f"{task}/removal", {"reason": "Not needed"})
    before = site.work()
    for page, form in forms.items():
        answer = coordinator.post(f"{task}/{page}", form | {"reason": "Again"})
        assert answer.status_code == 422
        assert "was removed from its plan" in answer.page.one(id="problems").text
    waits = _waits_for(site.tasks["handed"])
    assert coordinator.post(f"{task}/dependencies", waits).status_code == 422
    assert site.work() == before


def _new_task(site: Site, code: str) -> dict[str, Any]:
    lead = {f"agency_{site.office.agencies['PM']}": "lead"}
    return {"code": code, "name": f"Task {code}", "duration_days": 2, **lead}


def _waits_for(task_id: int) -> dict[str, Any]:
    return {"predecessor": task_id, "type": "FS", "lag_days": 0}


def _id_of(site: Site, code: str) -> int:
    return next(task.id for task in site.rows("tasks") if task.code == code)


def test_a_form_that_changes_nothing_says_so_and_leaves_no_entry(site: Site) -> None:
    coordinator = site.browser("coordinator")
    before = site.work()
    answer = coordinator.submit(f"/tasks/{site.tasks['ours']}/edit", {})
    assert answer.status_code == 302
    page = coordinator.get(f"/tasks/{site.tasks['ours']}").page
    assert "Nothing was changed: the task stood so already." in page.text
    after = site.work()
    assert (after["tasks"], after["journal"]) == (before["tasks"], before["journal"])


def test_why_it_moved_is_told_by_kinds_of_causes_that_add_up(site: Site) -> None:
    page = site.browser("lead").get(f"/tasks/{site.tasks['ours']}").page
    why = page.section("why")
    counted = why.one("dl", class_="causes").all("dt")
    total = why.one(class_="causes__sum").one("strong").text
    assert sum(int(one.text.replace("−", "-")) for one in counted) == int(total.replace("−", "-"))
    assert "Days that passed without a report" in why.text
