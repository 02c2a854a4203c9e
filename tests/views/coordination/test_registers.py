"""The pages of the registers: the list and its filter, an entry, and where else entries stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import RegisterFields
from workplan.services.interchange import archives
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = f"/plans/{SLUG}/registers"
ASKED = {
    "kind": "decision",
    "statement": "Whether posts report monthly.",
    "decider": "Deputy Secretary",
}


def add(site: Site, who: str = "lead", **more: Any) -> Answer:
    agency = site.office.agencies["PM"]
    sent = {**ASKED, "agency": agency, "wanted_on": site.day(5).isoformat()}
    return site.browser(who).submit(f"{PAGE}/new", sent | more, f"{PAGE}/new")


@pytest.fixture
def three(site: Site) -> Site:
    """The plan with a decision past its day, an issue that touches a task, and a closed risk."""
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
        issue = RegisterFields("issue", "A post left.", dsca, touches=(site.tasks["ours"],))
        registers.add(change, SLUG, issue)
        registers.add(change, SLUG, RegisterFields("risk", "Cuts =2+2", pm))
        registers.close(change, SLUG, 2, 1, "There were none.")
        past = RegisterFields("decision", "Monthly or not?", pm, "Deputy", site.day(-3))
        registers.add(change, SLUG, past)
    return site


def names(site: Site, query: str = "", who: str = "viewer") -> list[str]:
    page = site.browser(who).get(f"{PAGE}{query}").page
    tables = page.one("main").all("table")
    return [row.all("th")[0].text for row in tables[0].all("tr")[1:]] if tables else []


def test_an_empty_list_teaches_what_stands_there_to_who_may_add(site: Site) -> None:
    page = site.browser("contributor").get(PAGE).page
    assert "No risk, issue or decision is recorded yet" in page.one("h1").text
    assert page.one("div", class_="nothing-yet").one("a")["href"] == f"{PAGE}/new?kind=decision"
    assert not site.browser("viewer").get(PAGE).page.one("div", class_="nothing-yet").all("a")


def test_a_lead_asks_for_a_decision_that_everybody_sees_and_takes_it_back(site: Site) -> None:
    answer = add(site)
    assert answer.location == f"{PAGE}/1"
    shown = site.browser("lead").get(answer.location).page
    assert "Decision 1 is added." in shown.one("div", class_="toast").text
    assert "Deputy Secretary" in site.browser("viewer").get(f"{PAGE}/1").text
    undo = shown.one("div", class_="toast").one("form", class_="undo")
    assert site.browser("lead").post(undo["action"], undo.values()).status_code == 302
    assert names(site) == []
    assert names(site, "?state=retired") == ["Decision 1"]


def test_what_was_typed_stays_when_an_entry_is_refused(site: Site) -> None:
    answer = add(site, tasks="1x", wanted_on="soon")
    assert answer.status_code == 422
    assert "“soon” is no date" in answer.page.one(id="problems").text
    answer = add(site, tasks="1x")
    assert "No task of this plan has the code 1x." in answer.page.one(id="problems").text
    values = answer.page.form(f"{PAGE}/new").values()
    assert (values["tasks"], values["decider"]) == ("1x", "Deputy Secretary")


def test_open_entries_stand_first_decisions_before_the_rest(three: Site) -> None:
    assert names(three) == ["Decision 3", "Issue 1"]
    assert names(three, "?state=every") == ["Decision 3", "Issue 1", "Risk 2"]
    assert "past its day" in three.browser("viewer").get(PAGE).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=issue", ["Issue 1"]),
        ("?state=closed", ["Risk 2"]),
        ("?agency=DSCA", ["Issue 1"]),
        ("?text=DEPUTY+month", ["Decision 3"]),
        ("?text=none&state=every", ["Risk 2"]),
        ("?kind=gossip", []),
        ("?page=99", ["Decision 3", "Issue 1"]),
    ],
)
def test_the_list_is_narrowed_by_kind_state_agency_and_words(
    three: Site, query: str, found: list[str]
) -> None:
    assert names(three, query) == found
    csv = three.browser("viewer").get(f"{PAGE}.csv{query}").text
    assert len(csv.splitlines()) == 1 + len(found)


def test_csv_has_what_became_of_an_entry_and_no_formula(three: Site) -> None:
    lines = three.browser("auditor").get(f"{PAGE}.csv?state=every").text.splitlines()
    code = three.office.fields().code
    assert lines[0].startswith("\ufeffNumber,Kind,What it is")
    assert "1,Issue,A post left.,DSCA,,," in lines[2]
    assert "Closed,There were none." in lines[3]
    assert code not in lines[3]


def test_an_entry_is_changed_closed_reopened_retired_and_restored(three: Site) -> None:
    coordinator = three.browser("coordinator")
    entry = f"{PAGE}/1"
    page = coordinator.get(f"{entry}/edit").page
    assert page.form(f"{entry}/edit").values()["tasks"] != ""
    saved = coordinator.submit(f"{entry}/edit", {"statement": "A post is empty."}, f"{entry}/edit")
    assert saved.location == entry
    empty = coordinator.submit(entry, {"outcome": " "}, f"{entry}/closing")
    assert empty.status_code == 422
    assert "Say what came of it." in empty.page.one(id="problems").text
    coordinator.submit(entry, {"outcome": "It was filled."}, f"{entry}/closing")
    assert "It was filled." in coordinator.get(entry).text
    coordinator.submit(entry, {"reason": "It is empty again."}, f"{entry}/reopening")
    coordinator.submit(entry, {"reason": "A double"}, f"{entry}/retirement")
    assert names(three) == ["Decision 3"]
    coordinator.submit(entry, {}, f"{entry}/restoration")
    assert names(three) == ["Decision 3", "Issue 1"]
    history = coordinator.get(entry).page.one("div", **{"aria-labelledby": "history"}).text
    for said in ("brought back", "reopened; it had ended so: It was filled.", "A double"):
        assert said in history


def test_a_page_from_before_saves_nothing_and_shows_what_stands_now(three: Site) -> None:
    coordinator = three.browser("coordinator")
    entry = f"{PAGE}/1"
    form = coordinator.get(f"{entry}/edit").page.form(f"{entry}/edit").values()
    coordinator.submit(f"{entry}/edit", {"statement": "Theirs"}, f"{entry}/edit")
    late = coordinator.post(f"{entry}/edit", form | {"statement": "Mine"})
    assert late.status_code == 409
    assert late.page.form(f"{entry}/edit").values()["statement"] == "Mine"
    closing = {"version": 1, "outcome": "It ended"}
    assert coordinator.post(f"{entry}/closing", closing).status_code == 409


def test_entries_stand_on_the_overview_the_task_the_agency_and_in_find(three: Site) -> None:
    viewer = three.browser("viewer")
    overview = viewer.get(f"/plans/{SLUG}").page
    decisions = overview.one("section", **{"aria-labelledby": "decisions"}).text
    assert "Monthly or not?" in decisions
    assert "Deputy" in decisions
    assert "A post left." not in decisions
    task = viewer.get(f"/tasks/{three.tasks['ours']}").page
    assert "A post left." in task.one("section", **{"aria-labelledby": "registers"}).text
    assert "A post left." in viewer.get("/agencies/DSCA").text
    found = viewer.get("/search?q=post+left").page.one(
        "section", **{"aria-labelledby": "found-register"}
    )
    assert found.one("a")["href"] == f"{PAGE}/1"
    assert "A post left." not in three.browser("stranger").get("/search?q=post+left").text
    assert "A post left." not in three.browser("stranger").get("/agencies/DSCA").text


def test_a_closed_plan_shows_its_registers_and_no_form(three: Site) -> None:
    with three.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, three.now), SLUG, "closed")
    for path in (PAGE, f"{PAGE}/1", f"{PAGE}/2"):
        page = three.browser("coordinator").get(path).page
        assert not page.one("main").all("form", method="post"), path
    assert "The plan is closed" in three.browser("coordinator").get(PAGE).text


def test_a_plan_that_is_saved_whole_and_brought_back_has_its_registers(three: Site) -> None:
    before = three.browser("coordinator").get(f"{PAGE}.csv?state=every").text
    with three.inside() as office:
        kept = archives.archive_of(db.session(), office.plan())
        archives.restore(Change(office.coordinator, three.now), kept, "again")
    again = three.browser("coordinator").get("/plans/again/registers.csv?state=every").text
    assert again == before
    history = three.browser("coordinator").get("/plans/again/registers/2").text
    assert "closed: There were none." in history


def test_the_rail_counts_what_is_open_as_the_page_does(site: Site) -> None:
    coordinator = site.browser("coordinator")
    assert "open:" not in coordinator.get("/plans/arms/registers").page.text
    agency = site.office.agencies["PM"]
    for kind, more in (("risk", {}), ("risk", {}), ("decision", {"decider": "The Secretary"})):
        sent = {"kind": kind, "statement": "It is so", "agency": agency, **more}
        sent |= {"wanted_on": site.day(3).isoformat()}
        answer = coordinator.post("/plans/arms/registers/new", sent)
        assert answer.status_code == 302, answer.page.text
    words = "1 decision asked for, 2 risks"
    assert f"open: {words}" in " ".join(coordinator.get("/plans/arms/registers").page.text.split())
    overview = " ".join(site.browser("lead").get("/plans/arms").page.text.split())
    assert f"3 open: {words}" in overview
    assert "Decisions asked for" in overview
    coordinator.post("/plans/arms/registers/1/closing", {"version": 1, "outcome": "It passed"})
    assert "2 open: 1 decision asked for, 1 risk" in " ".join(
        coordinator.get("/plans/arms/tasks").page.text.split()
    )
