"""The pages of agencies: the list, one of them, and what an administrator does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from workplan.services.people import agencies
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.site import Site

OPERATOR = Actor(None, "Operator", "cli")


def test_bureaus_stand_below_their_department(site: Site) -> None:
    page = site.browser("lead").get("/agencies").page
    assert page.heading == "Agencies"
    names = page.column("Agency")
    assert names.index("State PM") == names.index("State") + 1
    assert "An administrator renames, retires and merges them." in page.text


def test_who_may_add_one_sees_the_button_and_nobody_else(site: Site) -> None:
    for who, sees in (("admin", True), ("coordinator", True), ("lead", False), ("auditor", False)):
        links = [a["href"] for a in site.browser(who).get("/agencies").page.all("a")]
        assert ("/agencies/new" in links) is sees, who
    for who, sees in (("admin", True), ("coordinator", False), ("lead", False)):
        links = [a["href"] for a in site.browser(who).get("/agencies/PM").page.all("a")]
        assert ("/agencies/PM/edit" in links) is sees, who


def test_an_agency_is_added_and_can_be_chosen_at_once(site: Site) -> None:
    coordinator = site.browser("coordinator")
    wanted = {"code": "doe", "label": "Energy", "name": "Department of Energy", "parent": ""}
    answer = coordinator.post("/agencies/new", wanted, follow_redirects=True)
    assert "Energy is added" in answer.page.text
    assert "Energy" in coordinator.get(f"/plans/{SLUG}/tasks/new").page.text


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(site: Site) -> None:
    answer = site.browser("admin").post(
        "/agencies/new", {"code": "PM", "label": "Pol-Mil", "name": "", "parent": ""}
    )
    assert answer.status_code == 422
    assert "Give its full name." in answer.page.text
    assert answer.form.values()["label"] == "Pol-Mil"
    answer = site.browser("admin").post(
        "/agencies/new", {"code": "PM", "label": "Pol-Mil", "name": "Bureau", "parent": ""}
    )
    assert "An agency has the code PM already" in answer.page.text


def test_a_renamed_agency_is_found_by_its_old_address(site: Site) -> None:
    admin = site.browser("admin")
    form = admin.get("/agencies/PM/edit").page.form("/agencies/PM/edit").values()
    answer = admin.post("/agencies/PM/edit", {**form, "code": "BPM", "label": "Pol-Mil"})
    assert answer.location == "/agencies/BPM"
    assert site.browser("lead").get("/agencies/PM").location == "/agencies/BPM"
    page = site.browser("lead").get("/agencies/BPM").page
    assert page.heading.startswith("Pol-Mil leads")
    assert "State PM" not in site.browser("lead").get(f"/plans/{SLUG}/tasks").page.text


def test_who_saves_second_sees_it_and_may_save_again(site: Site) -> None:
    admin = site.browser("admin")
    form = admin.get("/agencies/PM/edit").page.form("/agencies/PM/edit").values()
    assert admin.post("/agencies/PM/edit", {**form, "name": "First"}).status_code == 302
    answer = admin.post("/agencies/PM/edit", {**form, "name": "Second"})
    assert answer.status_code == 409
    assert "version 2 has been saved since" in answer.page.text
    again = answer.page.form("/agencies/PM/edit").values()
    assert admin.post("/agencies/PM/edit", again).status_code == 302


def test_the_page_counts_what_the_plan_counts(site: Site) -> None:
    page = site.browser("lead").get("/agencies/PM").page
    overview = site.browser("lead").get(f"/plans/{SLUG}").page
    table = next(t for t in overview.all("table") if "Lead agency" in t.text)
    row = next(r for r in table.all("tr") if "State PM" in r.text)
    done, total = row.all("td")[1].text.split(" of ")
    left = int(total) - int(done)
    assert page.heading.startswith(f"State PM leads {left} open task")
    tally = {
        d.one("dt").text: d.one("strong").text for d in page.one("dl", class_="tally").all("div")
    }
    assert tally["Done"] == done
    assert int(tally["Overdue"]) + int(tally["Will miss"]) == int(row.all("td")[2].text)


def test_a_department_counts_its_bureaus(site: Site) -> None:
    page = site.browser("coordinator").get("/agencies/STATE").page
    assert "Its bureaus are counted with it: State PM" in page.text
    assert "Draft part" in page.text


def test_an_administrator_sees_its_people_and_nothing_of_a_plan(site: Site) -> None:
    page = site.browser("admin").get("/agencies/PM").page
    assert page.heading == "State PM"
    assert "nothing of what it does" in page.text
    assert "Lena Ivanova" in page.text
    for secret in ("Draft part", "Arms transfer plan", SLUG):
        assert secret not in page.text


def test_who_is_in_no_plan_with_it_reads_its_facts_alone(site: Site) -> None:
    page = site.browser("lead").get("/agencies/ZEBRA").page
    assert "takes part in none of the open plans that you are a member of" in page.text
    assert "Sue Stranger" not in page.text


def test_a_retired_agency_is_readable_and_is_restored(site: Site) -> None:
    admin = site.browser("admin")
    assert (
        "nobody chooses it any more"
        in admin.post("/agencies/DSCA/retirement", {}, follow_redirects=True).page.text
    )
    assert "DSCA is retired since" in site.browser("viewer").get("/agencies/DSCA").page.text
    assert "No longer in use" in site.browser("viewer").get("/agencies").page.text
    answer = admin.post("/agencies/DSCA/retirement", {})
    assert answer.status_code == 422
    assert "retired already" in answer.page.text
    assert admin.post("/agencies/DSCA/restoration", {}).location == "/agencies/DSCA"


def test_what_is_retired_stays_on_the_form_of_a_task_that_has_it(site: Site) -> None:
    site.browser("admin").post("/agencies/PM/retirement", {})
    coordinator = site.browser("coordinator")
    choice = f"agency_{site.office.agencies['PM']}"
    edit = coordinator.get(f"/tasks/{site.tasks['ours']}/edit").page
    assert edit.one("select", id=choice)
    assert not coordinator.get(f"/plans/{SLUG}/tasks/new").page.all("select", id=choice)


def test_a_merge_asks_for_the_code_and_leads_to_the_agency_that_took_it_in(site: Site) -> None:
    admin = site.browser("admin")
    page = admin.get("/agencies/PM/edit").page
    assert "This is not undone." in page.text
    answer = admin.post("/agencies/PM/merge", {"into": "DSCA", "typed": "pmm"})
    assert answer.status_code == 422
    assert "Type the code PM" in answer.page.text
    answer = admin.post("/agencies/PM/merge", {"into": "DSCA", "typed": "pm"})
    assert answer.location == "/agencies/DSCA"
    assert (
        site.browser("viewer").get("/agencies/PM").page.heading == "State PM was merged into DSCA"
    )
    journal = site.browser("coordinator").get(f"/plans/{SLUG}/journal").page.text
    assert "Agency State PM was merged into DSCA" in journal


def test_what_waits_for_an_agency_is_listed(site: Site) -> None:
    coordinator = site.browser("coordinator")
    day = site.day(3).isoformat()
    coordinator.post(
        f"/tasks/{site.tasks['ours']}/update-request", {"wanted_on": day, "note": "How is it?"}
    )
    page = coordinator.get("/agencies/PM").page
    assert "Cora Diaz asked for an update" in page.text
    with site.inside() as office:
        waiting = office.add("9z", now=site.now)
        link = DependencyFields(site.tasks["theirs"])
        dependencies.add(Change(office.coordinator, site.now), waiting, link)
    theirs = coordinator.get("/agencies/DSCA").page
    assert "State PM starts when" in theirs.text


def test_undo_is_offered_after_a_change(site: Site) -> None:
    admin = site.browser("admin")
    form = admin.get("/agencies/PM/edit").page.form("/agencies/PM/edit").values()
    page = admin.post("/agencies/PM/edit", {**form, "label": "Pol-Mil"}, follow_redirects=True).page
    [undo] = [f for f in page.all("form") if f["action"].endswith("/undo")]
    assert admin.post(undo["action"], undo.values()).status_code == 302
    assert site.browser("viewer").get("/agencies/PM").page.heading.startswith("State PM")


@pytest.mark.parametrize("code", ["NOBODY", "a" * 200])
def test_no_such_agency(site: Site, code: str) -> None:
    assert site.browser("lead").get(f"/agencies/{code}").status_code == 404


def test_a_long_list_of_agencies_takes_no_more_statements(site: Site) -> None:
    with site.inside():
        for number in range(30):
            agencies.add(
                Change(OPERATOR, site.now),
                AgencyFields(f"L{number}", f"Long {number}", f"Long list {number}", "STATE"),
            )
    page = site.browser("lead").get("/agencies").page
    assert len(page.column("Agency")) >= 34


def test_the_headline_says_in_words_what_is_not_well(site: Site) -> None:
    heading = site.browser("coordinator").get("/agencies/PM").page.heading
    assert "leads" in heading
    assert "one will miss its suspense" in heading
