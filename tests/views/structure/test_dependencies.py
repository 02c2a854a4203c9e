"""Dependencies on the page of a task: a loop is shown whole, and nothing wrong is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer


def add(site: Site, successor: str, predecessor: object, **changes: Any) -> Answer:
    task = f"/tasks/{site.tasks[successor]}"
    wanted = {"predecessor": predecessor, **changes}
    return site.browser("coordinator").submit(task, wanted, f"{task}/dependencies")


def assert_refused_at(answer: Answer, field: str, said: str) -> None:
    assert answer.status_code == 422
    assert said in answer.page.one(id=f"{field}-error").text
    assert answer.page.one(id=field)["aria-invalid"] == "true"
    assert answer.page.one(id="problems").one("a")["href"] == f"#{field}"
    assert "open" in answer.page.one("details", class_="add").attributes


def test_a_dependency_is_added_shown_and_removed(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}"
    wanted = {"type": "SS", "lag_days": "-2", "is_elapsed": "y"}
    assert add(site, "handed", site.tasks["ours"], **wanted).location == task
    page = coordinator.get(task).page
    assert "The dependency is added." in page.text
    row = page.one("div", aria_label="Waits for")
    for words in ("1a Draft part 1a", "Must start first", "−2 calendar days"):
        assert words in row.text
    form = row.all("form")[-1]
    answer = coordinator.post(form["action"])
    assert answer.location == task
    assert "it waits for no other task" in coordinator.get(task).text
    assert coordinator.post(form["action"]).status_code == 404


def test_a_loop_is_shown_whole_and_nothing_is_saved(site: Site) -> None:
    assert add(site, "handed", site.tasks["ours"]).status_code == 302
    before = site.work()
    answer = add(site, "theirs", site.tasks["handed"], lag_days=3, type="FF")
    loop = " → ".join(
        f"2{x} Draft part 2{x}" if x != "1" else "1a Draft part 1a" for x in ("a", "1", "b", "a")
    )
    assert_refused_at(answer, "predecessor", "This dependency would make a loop")
    said = answer.page.one(id="predecessor-error").text
    names = said.removeprefix("This dependency would make a loop: ").split(". ")[0].split(" → ")
    assert names[0] == names[-1]
    assert set(names) == set(loop.split(" → "))
    assert "or first remove one of these dependencies." in said
    action = f"/tasks/{site.tasks['theirs']}/dependencies"
    kept = answer.page.form(action).values()
    assert (kept["predecessor"], kept["lag_days"]) == (str(site.tasks["handed"]), "3")
    assert kept["type"] == "FF"
    assert site.work() == before


def test_a_task_does_not_wait_for_itself_or_twice_for_another(site: Site) -> None:
    before = site.work()
    itself = add(site, "ours", site.tasks["ours"])
    assert_refused_at(itself, "predecessor", "is not among the choices. Choose from the list.")
    twice = add(site, "ours", site.tasks["theirs"])
    assert_refused_at(twice, "predecessor", "“Draft part 1a” already waits for “Draft part 2a”.")
    assert site.work() == before


def test_a_task_does_not_wait_for_its_own_parts(site: Site) -> None:
    with site.inside() as office:
        part = office.add("1a.1", 3, parent_id=site.tasks["ours"], now=site.now)
    before = site.work()
    assert add(site, "ours", part).status_code == 422
    site.tasks["part"] = part
    assert add(site, "part", site.tasks["ours"]).status_code == 422
    assert site.work() == before


SLIPS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"predecessor": ""}, "predecessor", "Choose one from the list."),
    ({"type": "XX"}, "type", "“XX” is not among the choices."),
    ({"lag_days": "two"}, "lag_days", "“two” is no lag."),
    ({"lag_days": "20001"}, "lag_days", "A lag of 20001 days cannot be."),
    ({"lag_days": "9" * 30}, "lag_days", "days cannot be. Give ±20000 at most."),
)


def test_a_slip_of_the_keyboard_is_answered_at_its_field(site: Site) -> None:
    before = site.work()
    for changes, field, said in SLIPS:
        wanted = {"predecessor": site.tasks["ours"], "lag_days": "1", **changes}
        assert_refused_at(add(site, "handed", **wanted), field, said)
    assert site.work() == before


def the_link(site: Site) -> int:
    add(site, "handed", site.tasks["ours"])
    return max(link.id for link in site.rows("dependencies"))


def test_the_type_and_the_lag_of_a_dependency_are_changed_and_taken_back(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}"
    number = the_link(site)
    address = f"/dependencies/{number}"
    answer = coordinator.submit(task, {"type": "SS", "lag_days": "3"}, address)
    assert answer.location == task
    page = coordinator.get(task).page
    assert "The dependency is changed." in page.text
    row = page.one("div", aria_label="Waits for").text
    assert "Must start first" in row
    assert "+3 working days" in row
    coordinator.post(page.all("form", class_="undo")[0]["action"], {"next": task})
    assert "Must finish first" in coordinator.get(task).page.one("div", aria_label="Waits for").text


def test_a_change_of_a_dependency_that_cannot_be_comes_back_with_what_was_typed(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}"
    number = the_link(site)
    before = site.work()
    answer = coordinator.submit(task, {"lag_days": "two"}, f"/dependencies/{number}")
    assert answer.status_code == 422
    assert "“two” is no lag." in answer.page.one(id=f"lag_days-{number}-error").text
    assert answer.page.one(id=f"lag_days-{number}")["value"] == "two"
    assert site.work() == before


def test_what_somebody_made_of_a_dependency_meanwhile_is_told_first(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}"
    address = f"/dependencies/{the_link(site)}"
    opened = coordinator.get(task)
    coordinator.submit(task, {"lag_days": "1"}, address)
    answer = opened.submit(coordinator, {"lag_days": "2"}, address)
    assert answer.status_code == 422
    assert "it is now “must finish first, +1 working day”" in answer.text
    assert answer.submit(coordinator, {}, address).location == task
