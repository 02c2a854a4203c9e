"""The page of a plan's members, and the pages that say who has left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from support.ground.fixtures import mail_server
from support.ground.office import SLUG
from support.web.browsers import Answer, Browser
from workplan.services.accounts.membership import memberships
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.programs.mail_server import MailServer

__all__ = ["mail_server"]

PAGE = f"/plans/{SLUG}/settings/members"
SAID = "Carl Weber has left; nobody does the work"


def names(site: Site) -> list[str]:
    page = site.browser("coordinator").get(PAGE).page
    return [row.all("th")[0].text for row in page.all("table")[0].all("tr")[1:]]


def removal(site: Site, who: str) -> str:
    return f"{PAGE}/{site.office.people[who].id}/removal"


@pytest.mark.parametrize("what", ["removal", "restoration"])
def test_nothing_is_said_of_whoever_is_in_another_plan(site: Site, what: str) -> None:
    coordinator = site.browser("coordinator")

    def said(number: int) -> str:
        answer = coordinator.post(f"{PAGE}/{number}/{what}", {})
        assert answer.status_code == 404
        text: str = answer.page.one("main").text
        return text

    stranger = site.office.people["stranger_lead"].id
    assert "Nobody with that number" in said(stranger)
    assert said(stranger) == said(987_654)


def test_members_are_listed_with_what_they_are_and_do(site: Site) -> None:
    page = site.browser("coordinator").get(PAGE).page
    assert page.heading == "People and roles"
    assert "8 people in this plan." in page.one("p", class_="facts-line").text
    table = page.all("table")[0]
    [carl] = [row for row in table.all("tr") if "Carl Weber" in row.text]
    assert [cell.text for cell in carl.all("td")][:3] == [
        "Contributor",
        "State PM",
        "2b Draft part 2b",
    ]
    assert names(site)[0].startswith("Cora Diaz")
    for who, sees in (("coordinator", True), ("lead", False), ("viewer", False)):
        links = [a["href"] for a in site.browser(who).get(f"/plans/{SLUG}").page.all("a")]
        assert any(f"/plans/{SLUG}/settings/" in href for href in links) is sees


def test_the_address_of_before_leads_on(site: Site) -> None:
    answer = site.browser("coordinator").get(f"/plans/{SLUG}/members")
    assert (answer.status_code, answer.location) == (301, PAGE)


def test_somebody_with_an_account_is_added_and_their_role_changed(site: Site) -> None:
    coordinator, email = site.browser("coordinator"), site.office.email("admin")
    added = {"email": f" {email.upper()} ", "role": "lead", "agency": "DOD", "is_supervisor": "y"}

    answer = coordinator.submit(PAGE, added, PAGE)

    assert answer.location == PAGE
    assert "is now agency lead" in coordinator.get(PAGE).page.one(role="status").text
    assert Browser(site.app, email).get(f"/plans/{SLUG}").status_code == 200
    coordinator.post(PAGE, {"email": email, "role": "viewer", "agency": ""})
    [row] = [m for m in site.rows("memberships") if m.user_id == site.office.people["admin"].id]
    assert (row.role, row.agency_id, row.is_supervisor) == ("viewer", None, False)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"email": ""}, "email", "Give the address"),
        ({"email": "nobody@office.example"}, "name", "Nobody here has the address"),
        ({"email": "nobody", "name": "Nora New"}, "email", "is no email address"),
        ({"role": "king"}, "role", "“king” is not among the choices"),
        ({"agency": "MOON"}, "agency", "“MOON” is not among the choices"),
        ({"role": "lead", "agency": ""}, "agency", "A lead acts for an agency"),
        ({"is_supervisor": "y"}, "agency", "A supervisor acts for an agency"),
        ({"email": "coordinator@office.example"}, "role", "the plan’s only coordinator"),
    ],
)
def test_a_slip_is_answered_at_its_field(
    site: Site, changes: dict[str, str], field: str, words: str
) -> None:
    before = site.work()
    sent = {"email": site.office.email("admin"), "role": "viewer", "agency": ""} | changes
    answer = site.browser("coordinator").post(PAGE, sent)
    assert answer.status_code == 422
    assert words in answer.page.one(id=f"{field}-error").text
    assert answer.page.one("input", id="email")["value"] == sent["email"]
    assert site.work() == before


def act(site: Site, who: str, verb: str, **more: str) -> Answer:
    """Open the form by which somebody is changed or taken out, and send it."""
    number = site.office.people[who].id
    query, action = {
        "change": (f"?edit={number}", f"{PAGE}/{number}"),
        "remove": (f"?remove={number}", removal(site, who)),
    }[verb]
    return site.browser("coordinator").submit(PAGE + query, more, action)


def test_somebody_without_an_account_is_invited_by_mail(
    site: Site,
    mail_server: MailServer,  # the fixture
) -> None:
    own = site.app.extensions["workplan"]
    site.app.extensions["workplan"] = replace(own, mail_url=mail_server.url)
    coordinator = site.browser("coordinator")
    person = {"email": "nora@office.example", "name": "Nora New"}
    answer = coordinator.submit(PAGE, {**person, "role": "lead", "agency": "PM"}, PAGE)
    assert answer.location == PAGE
    page = coordinator.get(PAGE).page
    assert "Nora New is invited, and is agency lead in this plan. The mail has left." in page.text
    assert len(mail_server.to("nora@office.example")) == 1
    assert "9 people in this plan" in page.text


def test_an_invitation_whose_mail_does_not_leave_says_so(site: Site) -> None:
    person = {"email": "nora@office.example", "name": "Nora New"}
    site.browser("coordinator").submit(PAGE, person, PAGE)
    page = site.browser("coordinator").get(PAGE).page
    assert "Nora New is invited, and is viewer in this plan. The mail has not left:" in page.text


def test_a_role_is_changed_from_the_version_that_was_seen_and_taken_back(site: Site) -> None:
    coordinator = site.browser("coordinator")
    assert act(site, "viewer", "change", role="auditor").location == PAGE
    toast = coordinator.get(PAGE).page.one("div", class_="toast")
    assert "Walt Poe is auditor in this plan." in toast.text
    action = f"{PAGE}/{site.office.viewer.id}"
    late = coordinator.post(action, {"version": 1, "role": "lead", "agency": "PM"})
    assert late.status_code == 409
    assert "Somebody changed it meanwhile" in late.page.form(action).text
    undo = toast.one("form", class_="undo")
    coordinator.post(undo["action"], undo.values())
    [row] = [m for m in site.rows("memberships") if m.user_id == site.office.viewer.id]
    assert (row.role, row.version) == ("viewer", 3)


def test_taking_out_asks_who_takes_the_tasks_and_is_taken_back_at_once(site: Site) -> None:
    coordinator, contributor = site.browser("coordinator"), site.browser("contributor")
    asking = coordinator.get(f"{PAGE}?remove={site.office.contributor.id}").page
    block = asking.one("section", class_="irreversible")
    assert "2b Draft part 2b" in block.text
    options = [o.text for o in block.one("select", name="to").all("option")]
    assert options[1:] == [
        "Dana Kim (DSCA)",
        "Lena Ivanova (State PM)",
        "Back to their lead agencies",
    ]
    refused = act(site, "contributor", "remove")
    assert refused.status_code == 422
    assert "Carl Weber does 2b. Choose who takes that." in refused.page.one(id="problems").text

    lead = str(site.office.lead.id)
    assert act(site, "contributor", "remove", to=lead, reason="Moves on").location == PAGE
    toast = coordinator.get(PAGE).page.one("div", class_="toast")
    assert "Others have 1 task of theirs now." in toast.text
    assert contributor.get(f"/plans/{SLUG}").location.startswith("/login")
    again = Browser(site.app, site.office.email("contributor"))
    assert again.get(f"/plans/{SLUG}").status_code == 404
    handed = coordinator.get(f"/tasks/{site.tasks['handed']}").text
    assert "Lena Ivanova" in handed
    assert SAID not in handed

    undo = toast.one("form", class_="undo")
    coordinator.post(undo["action"], undo.values())
    assert again.get(f"/plans/{SLUG}").status_code == 200
    assert "Carl Weber" in coordinator.get(f"/tasks/{site.tasks['handed']}").text


def test_whoever_is_taken_out_by_command_leaves_their_tasks_which_is_said(site: Site) -> None:
    coordinator = site.browser("coordinator")
    task = f"/tasks/{site.tasks['handed']}"
    with site.inside() as office:
        operator = Change(Actor(None, "Operator", "cli"), site.now)
        memberships.leave(operator, office.email("contributor"), SLUG)
    page = coordinator.get(PAGE).page
    assert "7 people in this plan" in page.text
    assert "Carl Weber" in page.one(id="former").text or "Carl Weber" in page.text
    assert coordinator.get(task).text.count(SAID) == 2
    assert SAID in coordinator.get(f"/plans/{SLUG}/tasks").text
    assert SAID in coordinator.get(f"/plans/{SLUG}/tasks.csv").text
    assert SAID in coordinator.get(f"/plans/{SLUG}").page.section("left-title").text
    assert "left-title" not in site.browser("lead").get(f"/plans/{SLUG}").text
    assert SAID in site.browser("other_lead").get("/").text
    edit = coordinator.get(f"{task}/edit").page.one("select", id="assignee_id")
    assert "Carl Weber" not in edit.text
    assert SAID in coordinator.get(f"{task}/edit").page.one(id="assignee_id-hint").text

    back = f"{PAGE}/{site.office.contributor.id}/restoration"
    coordinator.submit(PAGE, {}, back)

    assert "8 people in this plan" in coordinator.get(PAGE).text
    assert SAID not in coordinator.get(task).text
    journal = coordinator.get(f"/plans/{SLUG}/journal").text
    assert "Carl Weber left the plan, having been contributor of State PM" in journal
    assert "Carl Weber joined as contributor of State PM" in journal


def test_the_only_coordinator_cannot_take_themselves_out(site: Site) -> None:
    answer = act(site, "coordinator", "remove")
    assert answer.status_code == 422
    assert "Add another coordinator first" in answer.page.one(id="problems").text


def test_who_may_do_what_is_said_for_each_role(site: Site) -> None:
    page = site.browser("coordinator").get(PAGE).page
    table = page.all("table")[-1]
    heads = [cell.text for cell in table.all("th", scope="col")]
    assert heads == ["What", "Coordinator", "Agency lead", "Contributor", "Viewer", "Auditor"]
    rows = {row.one("th").text: [c.text for c in row.all("td")] for row in table.all("tr")[1:]}
    assert rows["Say who is in the plan"] == ["yes", "–", "–", "–", "–"]


def test_the_overview_lists_tasks_about_which_nobody_is_told(site: Site) -> None:
    with site.inside() as office:
        office.add("3a", 5, leads=("DOD",), now=site.now)
        office.add("3b", 5, leads=("DOD",), now=site.now)
    page = site.browser("coordinator").get(f"/plans/{SLUG}").page
    section = page.section("silent-title")
    assert section.one("h2").text == "Nobody to tell 2"
    assert "DoD: 2 tasks: 3a Draft part 3a, 3b Draft part 3b" in section.text
    assert "silent-title" not in site.browser("viewer").get(f"/plans/{SLUG}").text
