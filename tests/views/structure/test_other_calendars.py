"""The calendars of a plan beside its own, in the browser: added, given to work, tried, retired."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.extensions import db

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

LIST = f"/plans/{SLUG}/settings/calendar"
PAGE = f"/plans/{SLUG}/settings/calendars"
CREW = f"{PAGE}?named=Crew"
FOUR = ["Mon", "Tue", "Wed", "Thu"]


def send(site: Site, path: str, **typed: Any) -> Answer:
    browser = site.browser("coordinator")
    form = browser.get(path).page.form(PAGE)
    week = [t["value"] for t in form.all("input", name="week") if "checked" in t.attributes]
    return browser.post(PAGE, {**form.values(), "week": week, **typed})


def add(site: Site, name: str = "Crew") -> Answer:
    return send(site, PAGE, name=name, week=FOUR, days="6 Jan 2027, training")


def act(site: Site, word: str) -> Answer:
    browser = site.browser("coordinator")
    form = browser.get(LIST).page.form(f"{PAGE}/retirement")
    assert form.values()["act"] == word
    return browser.post(f"{PAGE}/retirement", form.values())


def kept(site: Site) -> dict[str, Any]:
    with site.inside() as office:
        return office.plan().work_calendars or {}


def choices(site: Site, task: int) -> list[str]:
    page = site.browser("coordinator").get(f"/tasks/{task}/edit").page
    found = page.all("select", name="work_calendar")
    return [option["value"] for one in found for option in one.all("option")]


def test_a_calendar_is_added_and_stands_in_the_list(site: Site) -> None:
    assert "None yet" in site.browser("coordinator").get(LIST).page.text

    assert add(site).location == LIST

    assert kept(site)["Crew"]["weekmask"] == "1111000"
    assert kept(site)["Crew"]["notes"] == {"2027-01-06": "training"}
    text = site.browser("coordinator").get(LIST).page.one("div", aria_labelledby="others").text
    assert "Crew" in text
    assert "Mon to Thu" in text
    assert "In use" in text


def test_a_name_that_is_missing_or_taken_is_refused_beside_the_field(site: Site) -> None:
    add(site)

    assert "Give the calendar a name" in add(site, " ").page.one(id="name-error").text
    assert "already" in add(site, "crew").page.one(id="name-error").text
    assert [*kept(site)] == ["Crew"]


def test_work_that_is_given_a_calendar_moves_and_its_page_says_why(site: Site) -> None:
    task = site.tasks["ours"]
    assert choices(site, task) == []
    add(site)
    assert choices(site, task) == ["", "Crew"]
    browser = site.browser("coordinator")
    path = f"/tasks/{task}/edit"
    form = browser.get(path).page.form()

    browser.post(path, {**form.values(), "work_calendar": "Crew", "duration_days": "9"})

    page = browser.get(f"/tasks/{task}").page
    assert "Its work runs on the calendar “Crew”." in page.text
    assert ">1<" in browser.get(LIST).text
    assert "calendar of its work" in browser.get(f"/plans/{SLUG}/journal").page.text


def test_what_other_days_of_a_calendar_would_move_is_shown_and_nothing_is_saved(
    site: Site,
) -> None:
    test_work_that_is_given_a_calendar_moves_and_its_page_says_why(site)
    before = kept(site)

    answer = send(site, CREW, week=["Mon"], preview="1")

    assert answer.status_code == 200
    assert "The calendar “Crew”: " in answer.page.one("h1").text
    assert kept(site) == before
    confirmed = {**answer.page.form(PAGE).values(), "week": ["Mon"]}
    assert site.browser("coordinator").post(PAGE, confirmed).location == LIST
    assert kept(site)["Crew"]["weekmask"] == "1000000"


def test_a_retired_calendar_is_no_choice_and_comes_back(site: Site) -> None:
    add(site)
    task = site.tasks["ours"]

    act(site, "retire")
    assert choices(site, task) == []
    assert "Retired" in site.browser("coordinator").get(LIST).page.text
    act(site, "restore")

    assert choices(site, task) == ["", "Crew"]
    text = site.browser("coordinator").get(f"/plans/{SLUG}/journal").page.text
    for said in ("added", "retired", "restored"):
        assert f"Calendar “Crew” {said}" in text


def test_a_calendar_that_is_used_is_not_taken_away_by_undo(site: Site) -> None:
    test_work_that_is_given_a_calendar_moves_and_its_page_says_why(site)
    [entry] = [row.seq for row in site.rows("journal") if row.verb == "plan.calendar_changed"]
    browser = site.browser("coordinator")

    answer = browser.post(f"/journal/{entry}/undo", {"reason": "Not needed"})

    assert "1 task runs on the calendar “Crew”" in answer.page.text
    assert [*kept(site)] == ["Crew"]


def test_a_calendar_that_the_plan_does_not_have_is_not_found(site: Site) -> None:
    assert site.browser("coordinator").get(f"{PAGE}?named=Nobody").status_code == 404


def test_the_calendar_of_its_work_is_a_column_of_the_list_and_of_its_files(site: Site) -> None:
    add(site)
    ours, theirs = site.tasks["ours"], site.tasks["theirs"]
    with site.inside() as office:
        office.task(ours).work_calendar = "Crew"
        db.session.commit()
    viewer = site.browser("viewer")
    page = viewer.get(f"/plans/{SLUG}/tasks?columns=task&columns=calendar&choose=these")
    cells = viewer.get(page.location).page.all("td", class_="is-calendar")
    assert {cell.text for cell in cells} == {"Crew", "the plan’s"}
    told = csv.DictReader(StringIO(viewer.get(f"/plans/{SLUG}/tasks.csv").text.lstrip("\ufeff")))
    by_code = {row["Code"]: row["Calendar of its work"] for row in told}
    with site.inside() as office:
        codes = {name: office.task(number).code for name, number in (("o", ours), ("t", theirs))}
    assert (by_code[codes["o"]], by_code[codes["t"]]) == ("Crew", "")
    whole = viewer.get(f"/plans/{SLUG}/export.csv").text.lstrip("\ufeff")
    in_table = {row["Code"]: row["Calendar"] for row in csv.DictReader(StringIO(whole))}
    assert (in_table[codes["o"]], in_table[codes["t"]]) == ("Crew", "")
