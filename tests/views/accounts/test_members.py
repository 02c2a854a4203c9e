"""The page of a plan's members, and the pages that say who has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from support.web.browsers import Browser

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/members"
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
    assert page.heading == "8 members"
    table = page.all("table")[0]
    [carl] = [row for row in table.all("tr") if "Carl Weber" in row.text]
    assert [cell.text for cell in carl.all("td")][:4] == [
        "Contributor",
        "State PM",
        "–",
        "2b Draft part 2b",
    ]
    assert names(site)[0].startswith("Cora Diaz")
    for who, sees in (("coordinator", True), ("lead", False), ("viewer", False)):
        links = [a["href"] for a in site.browser(who).get(f"/plans/{SLUG}").page.all("a")]
        assert (PAGE in links) is sees


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
        ({"email": "nobody@office.example"}, "email", "Nobody here has the email"),
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


def test_a_member_is_taken_out_and_brought_back(site: Site) -> None:
    coordinator, contributor = site.browser("coordinator"), site.browser("contributor")
    task = f"/tasks/{site.tasks['handed']}"

    coordinator.submit(PAGE, {}, removal(site, "contributor"))

    assert contributor.get(f"/plans/{SLUG}").location.startswith("/login")
    again = Browser(site.app, site.office.email("contributor"))
    assert again.get(f"/plans/{SLUG}").status_code == 404
    page = coordinator.get(PAGE).page
    assert page.heading == "7 members"
    assert "Carl Weber" in page.section("former").text
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

    assert again.get(f"/plans/{SLUG}").status_code == 200
    assert coordinator.get(PAGE).page.heading == "8 members"
    assert SAID not in coordinator.get(task).text
    journal = coordinator.get(f"/plans/{SLUG}/journal").text
    assert "Carl Weber left the plan, having been contributor of State PM" in journal
    assert "Carl Weber joined as contributor of State PM" in journal


def test_the_only_coordinator_cannot_take_themselves_out(site: Site) -> None:
    answer = site.browser("coordinator").post(removal(site, "coordinator"), {})
    assert answer.status_code == 422
    assert "Add another coordinator first" in answer.page.one(role="alert").text


def test_the_overview_lists_tasks_about_which_nobody_is_told(site: Site) -> None:
    with site.inside() as office:
        office.add("3a", 5, leads=("DOD",), now=site.now)
        office.add("3b", 5, leads=("DOD",), now=site.now)
    page = site.browser("coordinator").get(f"/plans/{SLUG}").page
    section = page.section("silent-title")
    assert section.one("h2").text == "Nobody to tell 2"
    assert "DoD: 2 tasks: 3a Draft part 3a, 3b Draft part 3b" in section.text
    assert "silent-title" not in site.browser("viewer").get(f"/plans/{SLUG}").text
