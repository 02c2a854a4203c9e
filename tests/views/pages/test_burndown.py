"""The burndown: a past day shows what it showed then, and scope stands apart from progress."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from datetime import date, datetime

    from support.ground.office import Office
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/burndown"


def figures(site: Site, as_of: date | None = None) -> list[dict[str, str]]:
    """Return the figures of a day as the file has them."""
    answer = site.browser("viewer").get(f"{PAGE}.csv", query_string=asked(as_of))
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(answer.text.splitlines()))


def asked(as_of: date | None) -> dict[str, str]:
    return {"as_of": as_of.isoformat()} if as_of else {}


def main_of(site: Site, as_of: date) -> str:
    """Return what the page of a day says, without what is said about today."""
    page = site.browser("viewer").get(PAGE, query_string=asked(as_of)).page
    return page.heading + page.one(class_="facts-line").text + page.all("table")[0].text


def at(site: Site, day: date) -> datetime:
    """Return the moment of a day at which it is now."""
    return site.now - (site.today - day)


def finish(office: Office, task_id: int, now: datetime) -> None:
    """Let the other agency complete its task."""
    office.report(task_id, now, office.other_lead, status="complete", percent=100)


def test_a_past_day_shows_today_what_it_showed_then(site: Site) -> None:
    then = site.day(-10)
    shown = figures(site, then), main_of(site, then)
    with site.inside() as office:
        today = site.now
        office.report(site.tasks["ours"], today, percent=80)
        finish(office, site.tasks["theirs"], today)
        office.change(site.tasks["handed"], today, duration_days=2, name="Renamed")
        office.remove(site.tasks["handed"], today)
        office.add("9a", 30, now=today)
        plan_stages.move_to_stage(Change(office.coordinator, today), SLUG, "closed")
    assert (figures(site, then), main_of(site, then)) == shown
    assert figures(site) != shown[0]


def test_each_day_of_a_history_shows_the_same_for_ever(site: Site) -> None:
    shown: dict[date, Any] = {}
    changes = [
        lambda office, now: office.report(site.tasks["ours"], now, percent=50),
        lambda office, now: office.add("9a", 10, now=now),
        lambda office, now: office.change(site.tasks["handed"], now, duration_days=40),
        lambda office, now: finish(office, site.tasks["theirs"], now),
        lambda office, now: office.remove(site.tasks["handed"], now),
    ]
    for number, change in enumerate(changes):
        day = site.day(number - 9)
        with site.inside() as office:
            change(office, at(site, day))
        shown[day] = figures(site, day)
    assert len({str(day) for day in shown.values()}) == len(changes)
    assert {day: figures(site, day) for day in shown} == shown


def test_scope_that_was_added_or_removed_stands_apart_from_progress(site: Site) -> None:
    with site.inside() as office:
        extra = office.add("9a", 10, now=at(site, site.day(-8)))
        office.report(extra, at(site, site.day(-7)), percent=30)
        office.remove(extra, at(site, site.day(-6)))
        finish(office, site.tasks["theirs"], at(site, site.day(-5)))
        office.change(site.tasks["handed"], at(site, site.day(-4)), duration_days=25)
    days = {row["on"]: row for row in figures(site)}

    def changed(away: int, *names: str) -> tuple[str, ...]:
        return tuple(days[site.day(away).isoformat()][name] for name in names)

    scope = ("added_tasks", "removed_tasks", "added_days", "removed_days")
    assert changed(-8, *scope) == ("1", "0", "10", "0")
    assert changed(-7, *scope) == ("0", "0", "0", "0")
    assert changed(-6, *scope) == ("0", "1", "0", "10")
    assert changed(-5, *scope) == ("0", "0", "0", "0")
    assert changed(-4, *scope) == ("0", "0", "5", "0")
    left = ("scope_tasks", "remaining_tasks", "scope_days", "remaining_days")
    before = changed(-20, *left)
    assert before == ("4", "4", "86", "62")
    assert changed(-8, *left) == ("5", "5", "96", "72")
    assert changed(-7, *left) == ("5", "5", "96", "69")
    assert changed(-6, *left) == ("4", "4", "86", "62")
    assert changed(-5, *left) == ("4", "3", "86", "57")
    assert changed(-4, *left) == ("4", "3", "91", "62")


def test_the_page_and_the_file_have_the_same_figures(site: Site) -> None:
    page = site.browser("viewer").get(PAGE).page
    assert page.column("Tasks left")[::-1] == [row["remaining_tasks"] for row in figures(site)]
    left = [row["remaining_days"] for row in figures(site)]
    assert page.column("Working days left")[::-1] == left
    assert page.heading.startswith("4 of 4 tasks remain")


def test_a_day_that_cannot_be_shown_is_answered_with_the_way_out(site: Site) -> None:
    viewer = site.browser("viewer")
    for typed, said in (
        ("31 Feb", "“31 Feb” is no date. Give year, month and day, such as 2026-11-24."),
        ("2026-02-30", "“2026-02-30” is no date."),
        (site.day(1).isoformat(), "has not come yet. Give"),
        ("9999-12-31", "has not come yet."),
    ):
        for path in (PAGE, f"{PAGE}.csv", f"{PAGE}.svg"):
            answer = viewer.get(path, query_string={"as_of": typed})
            assert answer.status_code == 422
            assert said in answer.page.one(class_="facts-line").text


def test_a_day_before_the_plan_shows_that_nothing_was_there(site: Site) -> None:
    viewer = site.browser("viewer")
    for day in (site.day(-90).isoformat(), "0001-01-01", "1900-02-28"):
        page = viewer.get(PAGE, query_string={"as_of": day}).page
        assert page.heading == "No work has been recorded yet"
        assert "Choose a later one" in page.one(class_="empty").text
        assert viewer.get(f"{PAGE}.csv?as_of={day}").text.count("\n") == 1


def test_a_file_of_a_day_before_the_plan_is_an_empty_chart(site: Site) -> None:
    for kind in ("svg", "png", "pdf"):
        answer = site.browser("viewer").get(f"{PAGE}.{kind}?as_of=0001-01-01")
        assert answer.status_code == 200


def test_the_end_at_the_present_pace_is_said_for_the_day_that_is_shown(site: Site) -> None:
    with_pace = site.browser("viewer").get(PAGE).page.one(class_="facts-line").text
    assert "At the pace of the 60 days before, the work ends about" in with_pace
    before = site.browser("viewer").get(f"{PAGE}?as_of={site.day(-30)}").page
    said = before.one(class_="facts-line").text
    assert "Nothing was finished in the 60 days before" in said


def test_a_closed_plan_ends_with_the_day_on_which_it_closed(site: Site) -> None:
    open_day = site.day(-21)
    before = main_of(site, open_day)
    closed_at = at(site, saturday(site))
    with site.inside() as office:
        finish(office, site.tasks["theirs"], closed_at)
        plan_stages.move_to_stage(Change(office.coordinator, closed_at), SLUG, "closed")
    page = site.browser("viewer").get(PAGE).page
    assert page.one("input", id="as_of")["value"] == saturday(site).isoformat()
    assert page.heading.startswith("3 of 4 tasks remain")
    assert "The plan is closed." in page.one(class_="facts-line").text
    assert main_of(site, open_day) == before
    assert "The plan is closed." not in before
    later = site.browser("viewer").get(f"{PAGE}?as_of={saturday(site) + timedelta(days=1)}")
    assert later.status_code == 422


def saturday(site: Site) -> date:
    """Return the Saturday before last, a day over which no status date passes."""
    return site.day(-site.today.weekday() - 9)


def test_who_looks_at_the_chart_finds_its_table_and_its_files(site: Site) -> None:
    page = site.browser("viewer").get(f"{PAGE}?as_of={site.day(-5)}").page
    image = page.one("figure").one("img")
    assert "The table below has every figure." in image["alt"]
    assert site.browser("viewer").get(image["src"]).content_type.startswith("image/svg+xml")
    files = {link.text: link["href"] for link in page.one("form", class_="filter").all("a")}
    assert set(files) == {"SVG", "PNG", "PDF", "CSV", "Back to today"}
    assert all(f"as_of={site.day(-5)}" in href for text, href in files.items() if text.isupper())
