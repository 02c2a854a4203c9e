"""Plans at a glance, and what each person finds first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Membership, Plan
from support.ground.office import OTHER_SLUG, SLUG
from support.web.listed import task_rows
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages
from workplan.services.tasks.states import day_of

ANSWER = "Likely to end 19 Jan 2027, 36 working days after the last suspense"

if TYPE_CHECKING:
    from support.ground.site import Site


@pytest.mark.parametrize(
    ("who", "heading", "codes"),
    [
        ("lead", "One of your tasks will miss its suspense", ["1a"]),
        ("contributor", "One of your tasks is overdue", ["2b"]),
        (
            "other_lead",
            "One of your tasks is overdue, one will miss its suspense",
            ["2b", "2a", "0"],
        ),
        ("coordinator", "1 plan, 3 late tasks", []),
        ("auditor", ANSWER, []),
        ("viewer", ANSWER, []),
    ],
)
def test_each_finds_first_what_they_are_here_for(
    site: Site, who: str, heading: str, codes: list[str]
) -> None:
    page = site.browser(who).get("/").page
    assert page.heading == heading
    assert [row.one("h3").text.split()[0] for row in page.all("article")] == codes


def test_my_work_sorts_what_is_overdue_due_soon_and_waiting(site: Site) -> None:
    with site.inside() as office:
        soon = day_of(db.session(), office.plan(), site.now).soon
        office.add("3a", 30, site.day(-1), now=site.now)
        office.add("3b", 1, soon, now=site.now)
        office.add("3c", 1, soon + timedelta(days=1), now=site.now)
        office.complete(office.add("3d", 3, site.day(-2), now=site.now), site.now)
        parent = office.add("3e", 3, soon - timedelta(days=1), now=site.now)
        office.add("3f", 1, soon - timedelta(days=1), now=site.now, parent_id=parent)
    page = site.browser("lead").get("/").page
    sections = {
        name: [row.one("h3").text.split()[0] for row in page.section(name).all("article")]
        for name in ("overdue", "will-miss", "due-soon", "stale")
    }
    assert sections["overdue"] == ["3a"]
    assert sections["will-miss"] == ["1a"]
    # One with subtasks is owed too when it has a suspense of its own.
    assert sections["due-soon"] == ["3e", "3f", "3b"]
    assert sections["stale"] in ([], ["3c"])
    assert page.heading == "One of your tasks is overdue, one will miss its suspense"
    tiles = [tile.text for tile in page.one("ul", class_="tiles").all("li")]
    assert tiles[:4] == ["1 overdue", "0 asked of you", "1 will miss", "3 due in 10 working days"]


def test_every_line_of_my_work_can_be_saved(site: Site) -> None:
    lead = site.browser("lead")
    with site.inside() as office:
        parent = office.add("3e", 3, site.day(1), now=site.now)
        office.add("3f", 3, site.day(1), now=site.now, parent_id=parent)
    forms = [form for form in lead.get("/").page.all("form") if "report" in form["action"]]
    assert len(forms) == 3
    for form in forms:
        answer = lead.post(form["action"], form.values())
        assert answer.status_code == 302


def test_somebody_with_both_roles_finds_both(site: Site) -> None:
    with site.inside() as office, writing() as session:
        other = session.scalars(select(Plan.id).where(Plan.slug == OTHER_SLUG)).one()
        lead = office.lead.id
        session.add(Membership(plan_id=other, user_id=lead, role="viewer"))
    page = site.browser("lead").get("/").page
    assert page.heading == "One of your tasks will miss its suspense"
    assert "Plans you look after" in [h2.text for h2 in page.all("h2")]
    assert len(site.browser("lead").get("/plans").page.all("tr")) == 3


def test_the_overview_counts_what_the_list_shows(site: Site) -> None:
    with site.inside() as office:
        office.add("1a.1", 90, site.day(2), parent_id=site.tasks["ours"], now=site.now)
        office.add("5a", 1, site.day(-3), now=site.now, name="Overdue and short")
    viewer = site.browser("viewer")
    page = viewer.get(f"/plans/{SLUG}").page
    for figure in page.one("ul", class_="figures").all("a", class_="figures__late"):
        listed = viewer.get(figure["href"]).page
        assert figure.one("strong").text == str(len(task_rows(listed))), figure.text
    listed = viewer.get(f"/plans/{SLUG}/tasks?late=1").page
    shown = page.section("late-title")
    assert len(task_rows(shown)) == len(task_rows(listed))
    agencies = page.column("Lead agency", 2), page.column("Late", 2)
    counts = dict(zip(*agencies, strict=True))
    assert counts == {"DSCA": "2", "State": "1", "State PM": "3"}
    for link in page.section("ag-title").all("a"):
        listed = viewer.get(link["href"] + "&late=1").page
        assert len(task_rows(listed)) == int(counts[link.text])


def test_the_headline_says_when_the_plan_ends(site: Site) -> None:
    viewer = site.browser("viewer")
    assert viewer.get(f"/plans/{SLUG}").page.heading.startswith("Likely to end")
    assert "after the last suspense" in viewer.get(f"/plans/{SLUG}").page.heading
    with site.inside() as office:
        for task in list(site.rows("tasks")):
            if task.plan_id == office.plan().id:
                office.report(task.id, site.now, office.coordinator, percent=100)
    assert viewer.get(f"/plans/{SLUG}").page.heading == "All 4 tasks are done"


def test_a_closed_plan_stands_last_and_as_it_closed(site: Site) -> None:
    with site.inside() as office:
        office.add("5a", 1, site.day(0), now=site.now)
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    viewer = site.browser("viewer")
    assert viewer.get(f"/plans/{SLUG}").page.heading == "Closed with 0 of 5 tasks done"
    assert "Closed" in viewer.get("/plans").page.column("Stage")
    figures = viewer.get(f"/plans/{SLUG}").page.one("ul", class_="figures")
    for figure in figures.all("a", class_="figures__late"):
        listed = viewer.get(figure["href"]).page
        assert figure.one("strong").text == str(len(task_rows(listed))), figure.text
    assert site.browser("lead").get("/").page.heading == "No open task is yours"


def test_a_plan_without_suspenses_or_reports_is_shown(site: Site) -> None:
    with site.inside() as office:
        for name in ("ours", "handed", "theirs"):
            office.remove(site.tasks[name], site.now)
    page = site.browser("viewer").get(f"/plans/{SLUG}").page
    assert page.heading.startswith("Likely to end")
    assert "No suspense lies ahead." in page.text
    assert "No task is overdue, and none is computed to miss its suspense." in page.text


def test_marked_plans_carry_their_marking_above_and_below(site: Site) -> None:
    with site.inside(), writing() as session:
        session.scalars(select(Plan).where(Plan.slug == SLUG)).one().marking = "CUI//PRVCY"
    for path in ("", "/tasks", "/gantt", "/burndown"):
        page = site.browser("viewer").get(f"/plans/{SLUG}{path}").page
        assert [mark.text for mark in page.all("p", class_="marking")] == ["CUI//PRVCY"] * 2
    task = site.browser("lead").get(f"/tasks/{site.tasks['ours']}/report").page
    assert len(task.all("p", class_="marking")) == 2


ASK = f"/plans/{SLUG}/update-request"


def test_a_coordinator_asks_all_from_the_overview_and_is_told_whom(site: Site) -> None:
    coordinator = site.browser("coordinator")
    page = coordinator.get(f"/plans/{SLUG}").page
    form = page.form(ASK).values()
    assert form["wanted_on"] > site.today.isoformat()
    answer = coordinator.submit(f"/plans/{SLUG}", {"note": "Where do you stand?"}, ASK)
    assert answer.location == f"/plans/{SLUG}"
    page = coordinator.get(f"/plans/{SLUG}").page
    said = page.one(role="status").text
    assert said.startswith("Asked: ")
    assert "What is mailed stays mailed." in said
    beside = page.one(id="ask-all").text
    assert "asked about today" in beside
    assert not page.one(id="ask-all").all("form")


def test_nobody_but_a_coordinator_is_offered_to_ask_all(site: Site) -> None:
    for who in ("lead", "contributor", "viewer", "auditor"):
        assert "ask-all" not in site.browser(who).get(f"/plans/{SLUG}").text


def test_a_refusal_to_ask_all_keeps_what_was_typed(site: Site) -> None:
    before = site.work()
    sent = {"wanted_on": "2020-01-01", "note": "Where do you stand?"}
    answer = site.browser("coordinator").post(ASK, sent)
    assert answer.status_code == 422
    assert "1 Jan 2020 has passed" in answer.page.one(id="problems").text
    assert answer.page.one("input", id="ask-note")["value"] == "Where do you stand?"
    assert site.work() == before


def test_what_is_owed_besides_is_a_row_with_its_state_and_a_way_to_report(site: Site) -> None:
    with site.inside() as office:
        far = office.add("9r", 300, site.day(500), now=site.now - timedelta(days=40))
        started = {"percent": 10, "actual_start_on": site.day(-30)}
        office.report(far, site.now - timedelta(days=2), **started)
    page = site.browser("lead").get("/").page
    rest = page.section("rest")
    row = next(row for row in rest.all("tr") if "9r" in row.text)
    assert "State PM" in row.text
    assert "10 %" in row.text
    assert f"/tasks/{far}/report" in [link["href"] for link in row.all("a")]


def test_a_line_has_a_menu_that_leads_to_the_full_report_and_to_handing_on(site: Site) -> None:
    row = site.browser("lead").get("/").page.section("will-miss").all("article")[0]
    task, menu = site.tasks["ours"], row.one("details", class_="menu work-row__more")
    assert [link["href"] for link in menu.all("a")] == [
        f"/tasks/{task}/report",
        f"/tasks/{task}#hands",
    ]
    assert row.one("a", class_="usa-button usa-button--outline work-row__opens")["href"] == (
        f"#{row.id}"
    )


def test_nothing_changed_is_said_of_what_is_owed_besides(site: Site) -> None:
    with site.inside() as office:
        task = office.add("9z", 300, site.day(500), now=site.now - timedelta(days=40))
        started = {"percent": 10, "actual_start_on": site.day(-30)}
        office.report(task, site.now - timedelta(days=2), **started)
    lead = site.browser("lead")
    form = lead.get("/").page.form(f"/tasks/{task}/report")
    assert lead.post(form["action"], form.values()).status_code == 302
    last = max(site.rows("status_reports"), key=lambda report: report.id)
    assert (last.task_id, last.is_confirmation) == (task, True)


def test_a_plan_that_all_work_is_in_is_named_once(site: Site) -> None:
    page = site.browser("lead").get("/").page
    title = page.one(class_="facts-line").one("a").text
    assert title
    assert title not in page.section("will-miss").text
