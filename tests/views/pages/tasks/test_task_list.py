"""The task list of a plan: its filter lives in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from support.web.listed import codes_of, task_rows

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

LIST = f"/plans/{SLUG}/tasks"


def listed(site: Site, query: str = "") -> list[str]:
    """Return the codes of the tasks in the list."""
    page = site.browser("viewer").get(f"{LIST}?{query}").page
    noun = "late task" if "late=1" in query else "task"
    found = codes_of(page)
    assert page.heading == f"{len(found)} {noun}" + "s" * (len(found) != 1)
    return found


def test_the_list_is_filtered_and_sorted_by_its_address(site: Site) -> None:
    with site.inside() as office:
        office.complete(office.add("4a", 1, site.day(-9), now=site.now), site.now)
    assert listed(site) == ["2a", "1a", "2b", "4a", "0"]
    assert listed(site, "agency=PM") == ["1a", "4a"]
    assert listed(site, "agency=DSCA&status=open") == ["2a", "2b", "0"]
    assert listed(site, "status=complete") == ["4a"]
    assert listed(site, "late=1") == ["2a", "1a", "2b"]
    assert listed(site, "text=PART+2") == ["2a", "2b"]
    assert listed(site, "sort=due") == ["4a", "2b", "2a", "1a", "0"]
    assert listed(site, "sort=nonsense&page=abc") == ["2a", "1a", "2b", "4a", "0"]


@pytest.mark.parametrize(
    "query", ["status=nonsense", "agency=NONE", "initiative=nonsense", "text=%25", "text=_"]
)
def test_a_filter_that_fits_nothing_says_so_and_leads_back(site: Site, query: str) -> None:
    page = site.browser("viewer").get(f"{LIST}?{query}").page
    assert page.heading == "0 tasks"
    assert page.one(class_="nothing-yet").one("a")["href"] == LIST


def test_the_list_is_turned_page_by_page_and_keeps_its_filter(site: Site) -> None:
    with site.inside() as office:
        for number in range(52):
            office.add(f"9.{number}", 1, leads=("DSCA",), now=site.now)
    viewer = site.browser("viewer")
    first = viewer.get(f"{LIST}?agency=DSCA&sort=name&nonsense=1").page
    assert first.heading == "55 tasks"
    assert len(task_rows(first)) == 50
    following = first.one("nav", class_="pages").one("a")["href"]
    assert following == f"{LIST}?agency=DSCA&sort=name&page=2"
    assert len(task_rows(viewer.get(following).page)) == 5
    for query, shown in (("page=999", "Page 2 of 2"), ("page=0", "Page 1 of 2")):
        assert shown in viewer.get(f"{LIST}?agency=DSCA&{query}").text
    for query in ("page=-7", "page=abc", "page=", "page=1e3"):
        assert "Page 1 of 2" in viewer.get(f"{LIST}?agency=DSCA&{query}").text
    wanted = viewer.get(f"{LIST}?agency=DSCA&late=1").page.one("form", class_="filter")
    assert wanted.one("input", id="f-late").attributes["checked"] == ""


def test_what_will_miss_its_suspense_has_an_outlined_mark_and_what_is_overdue_a_filled_one(
    site: Site,
) -> None:
    page = site.browser("viewer").get(f"{LIST}?late=1").page
    marks = {
        row.all("th")[0].text.split()[0]: row.all("td")[-1].one("span")["class"]
        for row in task_rows(page)
    }
    assert marks == {"1a": "will-miss", "2a": "will-miss", "2b": "late"}


def groups(page: Page) -> list[str]:
    return [row.text for row in page.all("tr", class_="group")]


def test_tasks_stand_under_their_line_of_effort_which_says_who_leads_it_and_how_many(
    site: Site,
) -> None:
    viewer = site.browser("viewer")
    assert groups(viewer.get(LIST).page) == [
        "In no line of effort 3 tasks",
        "1 Organize for success State PM leads · 1 task",
    ]
    late = viewer.get(f"{LIST}?late=1").page
    assert groups(late) == []
    assert groups(viewer.get(f"{LIST}?initiative=1").page) == [
        "1 Organize for success State PM leads · 1 task"
    ]


def test_who_sorts_the_list_otherwise_sees_no_groups(site: Site) -> None:
    viewer = site.browser("viewer")
    for sort in ("due", "late", "name"):
        page = viewer.get(f"{LIST}?sort={sort}").page
        assert groups(page) == []
        assert len(task_rows(page)) == 4


def test_a_group_that_goes_on_over_the_page_says_so_and_counts_all_of_it(site: Site) -> None:
    with site.inside() as office:
        for number in range(50):
            office.add(f"9.{number}", 1, leads=("DSCA",), now=site.now)
    viewer = site.browser("viewer")
    assert groups(viewer.get(LIST).page) == ["In no line of effort 53 tasks"]
    assert groups(viewer.get(f"{LIST}?page=2").page) == [
        "In no line of effort 53 tasks, continued",
        "1 Organize for success State PM leads · 1 task",
    ]
