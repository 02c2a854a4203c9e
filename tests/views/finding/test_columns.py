"""The columns of a list are chosen in a menu, kept for the person, and said by the address."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

LIST = f"/plans/{SLUG}/tasks"
SHEET = f"{LIST}/sheet"
USUAL = ["Task", "Lead", "Status", "Done", "Finish", "Suspense", "In hand"]


def heads(page: Page) -> list[str]:
    """Return the heads of the columns of tasks, without that of the ticks."""
    found = [head.text.strip() for head in page.all("th") if head.attributes.get("scope") == "col"]
    return [head for head in found if head not in ("Choose", "Row")]


def ticked(page: Page) -> list[str]:
    boxes = [box for box in page.all("input", name="columns") if "checked" in box.attributes]
    return [box["value"] for box in boxes]


def test_a_choice_shows_its_columns_and_stays_until_it_is_changed(site: Site) -> None:
    viewer = site.browser("viewer")
    page = viewer.get(LIST).page
    assert heads(page) == USUAL
    assert "As usual" not in page.text
    asked = f"{LIST}?late=1&columns=start&columns=task&columns=lead&choose=these"
    to = viewer.get(asked).location
    assert to == f"{LIST}?late=1&columns=task&columns=lead&columns=start"
    page = viewer.get(to).page
    assert heads(page) == ["Task", "Lead", "Start"]
    assert ticked(page) == ["lead", "start"]
    back = viewer.get(f"{LIST}?sort=due").location
    assert back == f"{LIST}?sort=due&columns=task&columns=lead&columns=start"


def test_as_usual_puts_the_columns_back(site: Site) -> None:
    viewer = site.browser("viewer")
    to = viewer.get(f"{LIST}?columns=task&columns=supports&choose=these").location
    assert "As usual" in viewer.get(to).text
    assert viewer.get(f"{to}&choose=usual").location == LIST
    assert heads(viewer.get(LIST).page) == USUAL


def test_ticking_the_usual_columns_is_as_usual(site: Site) -> None:
    viewer = site.browser("viewer")
    usual = "&".join(
        f"columns={name}"
        for name in ("task", "lead", "status", "done", "finish", "suspense", "in_hand")
    )
    assert viewer.get(f"{LIST}?{usual}&choose=these").location == LIST
    assert viewer.get(LIST).status_code == 200


def test_a_link_shows_what_its_sender_saw_and_changes_nothing_for_whoever_follows_it(
    site: Site,
) -> None:
    sent = site.browser("viewer").get(f"{LIST}?columns=effort&choose=these").location
    lead = site.browser("lead")
    assert heads(lead.get(sent).page) == ["Task", "Line of effort"]
    assert heads(lead.get(LIST).page) == USUAL


def test_people_at_one_browser_keep_columns_of_their_own(site: Site) -> None:
    viewer = site.browser("viewer")
    viewer.get(f"{LIST}?columns=start&choose=these")
    lead = site.browser("lead")
    for cookie in viewer.client._cookies.values():
        if cookie.key.startswith("columns-"):
            lead.client.set_cookie(cookie.key, cookie.value)
    assert heads(lead.get(LIST).page) == USUAL


@pytest.mark.parametrize("query", ["columns=nonsense", "columns=", "columns=%25&columns=0"])
def test_columns_that_are_none_are_left_out(site: Site, query: str) -> None:
    assert heads(site.browser("viewer").get(f"{LIST}?{query}").page) == USUAL


def test_a_filter_keeps_the_columns_and_the_menu_keeps_the_filter(site: Site) -> None:
    page = site.browser("viewer").get(f"{LIST}?late=1&columns=task&columns=start").page
    kept = [
        field["value"] for field in page.one("form", class_="filter").all("input", name="columns")
    ]
    assert kept == ["task", "start"]
    menu = next(form for form in page.all("form") if form.all("button", name="choose"))
    assert menu.one("input", name="late")["value"] == "1"
    chip = page.one("a", class_="filter__chip")
    assert chip["href"] == f"{LIST}?columns=task&columns=start"


def test_a_file_has_every_column_whatever_is_shown(site: Site) -> None:
    viewer = site.browser("viewer")
    page = viewer.get(f"{LIST}?columns=task").page
    link = next(a for a in page.all("a") if a.text.strip() == "Save as CSV")
    assert link["href"] == f"{LIST}.csv"
    rows = list(csv.DictReader(viewer.get(link["href"]).text.lstrip("\ufeff").splitlines()))
    assert {"Line of effort", "Supports", "Start, computed", "Suspense"} <= rows[0].keys()


def test_the_sheet_adds_objectives_and_roles_in_words(site: Site) -> None:
    coordinator = site.browser("coordinator")
    before = heads(coordinator.get(SHEET).page)
    assert (before[-2:], len(before)) == (["Suspense", "Finish"], 8)
    asked = f"{SHEET}?columns=code&columns=objectives&columns=roles&choose=these"
    to = coordinator.get(asked).location
    page = coordinator.get(to).page
    assert heads(page)[-3:] == ["Objectives", "Roles in words", "Finish"]
    more = [cell.text.strip() for cell in page.all("td", class_="sheet__more")]
    assert "State PM leads" in more[1::2]
    assert coordinator.get(SHEET).location == to


def test_a_sheet_that_is_tried_keeps_its_columns(site: Site) -> None:
    coordinator = site.browser("coordinator")
    address = f"{SHEET}?columns=code&columns=roles"
    tried = coordinator.submit(address, {"preview": "1"}, address)
    assert tried.status_code == 200
    assert heads(tried.page)[-2:] == ["Roles in words", "Finish"]


def test_the_list_as_a_sheet_is_the_sheet_with_the_conditions_of_the_list(site: Site) -> None:
    coordinator = site.browser("coordinator")
    answer = coordinator.get(f"{LIST}?view=sheet&late=1&page=2&columns=task")
    assert (answer.status_code, answer.location) == (302, f"{SHEET}?late=1")
    assert coordinator.get(f"{LIST}?view=sheet").location == SHEET
    page = coordinator.get(f"{SHEET}?late=1").page
    back = next(a for a in page.all("a") if "Back to the list" in a.text)
    assert back["href"] == f"{LIST}?late=1"
