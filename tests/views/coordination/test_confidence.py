"""How sure a task is, on its page: three words side by side, and the recovery plan."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element


def assess(site: Site, rating: str = "red", reason: str = "No money") -> Answer:
    page = f"/tasks/{site.tasks['ours']}"
    sent = {"rating": rating, "reason": reason}
    return site.browser("coordinator").submit(page, sent, f"{page}/assessment")


def add_step(site: Site, statement: str = "Hire two", day: str | None = None) -> Answer:
    page = f"/tasks/{site.tasks['ours']}"
    sent = {"statement": statement, "wanted_on": site.day(3).isoformat() if day is None else day}
    return site.browser("lead").submit(page, sent, f"{page}/recovery-steps")


def card(site: Site, who: str = "viewer") -> Element:
    page = site.browser(who).get(f"/tasks/{site.tasks['ours']}").page
    return page.one("section", **{"aria-labelledby": "confidence"})


def test_reported_computed_and_assessed_stand_side_by_side(site: Site) -> None:
    rows = {r.all("th")[0].text: r.text for r in card(site).all("tr")}
    assert "On track" in rows["Reported"]
    assert "not assessed" in rows["Assessed"]
    assert assess(site, "at_risk", "It depends on Commerce.").status_code == 302
    rows = {r.all("th")[0].text: r.text for r in card(site).all("tr")}
    assert "On track" in rows["Reported"]
    assert "At risk" in rows["Assessed"]
    assert "Cora Diaz" in rows["Assessed"]
    assert "It depends on Commerce." in rows["Assessed"]


def test_red_asks_for_steps_on_the_page_in_my_work_and_they_are_done(site: Site) -> None:
    assess(site)
    assert "at least one step by" in card(site).text
    assert "Write the recovery plan" in site.browser("lead").get("/").text
    assert add_step(site).status_code == 302
    assert "Write the recovery plan" not in site.browser("lead").get("/").text
    shown = card(site, "lead")
    assert "Hire two" in shown.text
    assert "at least one step by" not in shown.text
    assert not card(site, "viewer").all("form")
    done = next(f for f in shown.all("form") if f["action"].endswith("/completion"))
    site.browser("lead").post(done["action"], done.values())
    assert "done" in card(site).all("li")[0].text


def test_a_step_that_was_given_up_is_listed_and_taken_up_again(site: Site) -> None:
    assess(site)
    add_step(site)

    def press(ending: str) -> str:
        lead = site.browser("lead")
        forms = card(site, "lead").all("form")
        form = next(form for form in forms if form["action"].endswith(ending))
        assert lead.post(form["action"], form.values()).status_code == 302
        return card(site).text

    given_up = press("/removal")
    assert "Steps given up 1" in given_up
    assert "at least one step by" in given_up
    back = press("/reopening")
    assert "Steps given up" not in back
    assert "at least one step by" not in back


def test_what_was_typed_stays_when_it_is_refused(site: Site) -> None:
    empty = assess(site, reason="")
    assert empty.status_code == 422
    assert "Say why" in empty.page.one(role="alert").text
    assessment = empty.page.form(f"/tasks/{site.tasks['ours']}/assessment")
    assert assessment.values()["rating"] == "red"
    assess(site)
    for day, said in (
        ("soon", "“soon” is no date"),
        ("", "Give the day"),
        ("2020-01-01", "passed"),
    ):
        answer = add_step(site, "Hire three", day)
        assert answer.status_code == 422
        assert said in answer.page.one(role="alert").text
        form = answer.page.form(f"/tasks/{site.tasks['ours']}/recovery-steps")
        assert form.values()["statement"] == "Hire three"
        assert form.values()["wanted_on"] == day
    coordinator = site.browser("coordinator").get(f"/tasks/{site.tasks['ours']}").page
    withdrawal = f"/tasks/{site.tasks['ours']}/assessment/withdrawal"
    assert coordinator.form(withdrawal).values()["reason"] == ""


def test_what_was_assessed_before_is_listed_and_a_withdrawal_keeps_it(site: Site) -> None:
    assess(site, "red", "No money")
    assess(site, "at_risk", "Some money")
    page = f"/tasks/{site.tasks['ours']}"
    sent = {"reason": "Decided"}
    site.browser("coordinator").submit(page, sent, f"{page}/assessment/withdrawal")
    said = card(site).text
    assert "not assessed" in said
    assert "No money" in said
    assert "Some money" in said


def test_tasks_are_found_by_what_was_assessed_and_by_an_owed_plan(site: Site) -> None:
    def found(field: str, value: str) -> list[str]:
        query = f"f={field}&o=is&v={value}"
        page = site.browser("viewer").get(f"/plans/{SLUG}/tasks?{query}").page
        return [a["href"] for a in page.one("main").all("a") if a["href"].startswith("/tasks/")]

    assess(site)
    ours = f"/tasks/{site.tasks['ours']}"
    assert found("assessed", "Red") == [ours]
    assert found("recovery", "yes") == [ours]
    add_step(site)
    assert found("recovery", "yes") == []
    assert found("assessed", "red") == [ours]
    assert found("assessed", "at_risk") == []


def test_it_changes_no_status_chip_and_no_count(site: Site) -> None:
    before = site.browser("viewer").get(f"/plans/{SLUG}/tasks.csv").text
    assess(site)
    after = site.browser("viewer").get(f"/plans/{SLUG}/tasks.csv").text
    assert after.replace(",Red\r\n", ",\r\n") == before


def test_the_list_has_a_column_of_all_three_that_is_chosen_sorted_and_in_csv(site: Site) -> None:
    assert assess(site).status_code == 302
    coordinator, path = site.browser("coordinator"), f"/plans/{SLUG}/tasks"
    assert "<th" in coordinator.get(path).text
    assert ">assessed<" not in coordinator.get(path).text
    shown = coordinator.get(f"{path}?columns=task&columns=confidence&sort=confidence").text
    for word in ("reported", "computed", "assessed"):
        assert f">{word}<" in shown
    table = coordinator.get(f"{path}.csv?sort=confidence").text.lstrip("\ufeff")
    first, *rest = csv.DictReader(io.StringIO(table))
    assert (first["Code"], first["Confidence, assessed"]) == ("1a", "Red")
    assert {row["Confidence, assessed"] for row in rest} == {""}
    assert first["Confidence, reported"] == first["Status, reported"]
    assert first["Confidence, computed"]
