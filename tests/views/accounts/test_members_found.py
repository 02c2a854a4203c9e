"""The members of a plan are found by words, agency and role, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Membership, Plan, User
from support.ground.office import SLUG
from support.web.browsers import Answer
from workplan.extensions import db

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/settings/members"


def shown(answer: Answer) -> list[str]:
    """Return the names of the members in the list of a page."""
    table = answer.page.all("table")[0]
    return [row.all("strong")[0].text for row in table.all("tr")[1:]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=carl+WEBER", ["Carl Weber"]),
        ("text=office.example&role=coordinator", ["Cora Diaz"]),
        ("agency=PM&role=contributor", ["Carl Weber"]),
        ("text=state+pm&role=contributor", ["Carl Weber"]),
    ],
)
def test_members_are_found_by_words_agency_and_role(
    site: Site, query: str, found: list[str]
) -> None:
    answer = site.browser("coordinator").get(f"{PAGE}?{query}")
    assert shown(answer) == found
    assert f"{len(found)} of 8 members" in answer.text
    assert "8 people in this plan." in answer.page.one("p", class_="facts-line").text


def test_each_condition_on_members_is_taken_away_by_itself(site: Site) -> None:
    coordinator = site.browser("coordinator")
    page = coordinator.get(f"{PAGE}?text=weber&agency=PM&role=contributor").page
    chips = {
        chip.text.split(":")[0].strip(): chip["href"]
        for chip in page.all("a", class_="filter__chip")
    }
    assert chips == {
        "Text “weber”": f"{PAGE}?agency=PM&role=contributor",
        "Agency State PM": f"{PAGE}?text=weber&role=contributor",
        "Role Contributor": f"{PAGE}?text=weber&agency=PM",
    }


@pytest.mark.parametrize("query", ["text=zebra", "agency=MOON", "role=king", "text=%25"])
def test_whoever_nobody_is_like_is_said_to_be_nobody(site: Site, query: str) -> None:
    page = site.browser("coordinator").get(f"{PAGE}?{query}").page
    assert page.one(class_="nothing-yet").one("a")["href"] == PAGE
    assert "0 of 8 members" in page.text


def crowd(site: Site) -> None:
    """Let fifty-two more people be in the plan."""
    with site.inside():
        plan_id = db.session.scalars(select(Plan.id).where(Plan.slug == SLUG)).one()
        for number in range(52):
            email = f"guest{number:02}@office.example"
            guest = User(
                name=f"Guest {number:02}", email=email, password_hash="!", created_at=site.now
            )
            db.session.add(guest)
            db.session.flush()
            db.session.add(Membership(user_id=guest.id, plan_id=plan_id, role="viewer"))
        db.session.commit()


def test_sixty_members_stand_on_two_pages_and_keep_what_was_sought(site: Site) -> None:
    crowd(site)
    coordinator = site.browser("coordinator")
    first = coordinator.get(PAGE)
    assert (len(shown(first)), "60 members" in first.text) == (50, True)
    following = first.page.one("nav", class_="pages").one("a")["href"]
    assert following == f"{PAGE}?page=2"
    assert len(shown(coordinator.get(following))) == 10
    sought = coordinator.get(f"{PAGE}?text=guest")
    assert "52 of 60 members" in sought.text
    assert sought.page.one("nav", class_="pages").one("a")["href"] == f"{PAGE}?text=guest&page=2"


def test_a_member_of_the_second_page_is_changed_there_and_the_list_stays_as_sought(
    site: Site,
) -> None:
    crowd(site)
    coordinator = site.browser("coordinator")
    page = coordinator.get(f"{PAGE}?text=guest&page=2").page
    change = next(a["href"] for a in page.all("a") if a.text == "Change the role of Guest 51")
    form = coordinator.get(change)
    assert "Change what Guest 51 is" in form.text
    action = f"{PAGE}/{change.split('edit=')[1]}?text=guest&page=2"
    answer = form.submit(coordinator, {"role": "auditor", "agency": ""}, action)
    assert answer.location == f"{PAGE}?text=guest"
    assert shown(coordinator.get(f"{PAGE}?text=guest&role=auditor")) == ["Guest 51"]


def test_a_member_who_is_not_among_those_sought_still_stands_as_a_form(site: Site) -> None:
    carl = site.office.people["contributor"].id
    page = site.browser("coordinator").get(f"{PAGE}?role=viewer&edit={carl}").page
    assert "Change what Carl Weber is" in page.text
