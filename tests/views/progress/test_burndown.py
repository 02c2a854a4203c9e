"""The burndown: a past day shows what it showed then, and scope stands apart from progress."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort, plan_stages
from workplan.services.structure.lines_of_effort import EffortFields

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

    scope = ("added_tasks", "removed_tasks", "added_days", "removed_days", "reestimated_days")
    assert changed(-8, *scope) == ("1", "0", "10", "0", "0")
    assert changed(-7, *scope) == ("0", "0", "0", "0", "0")
    # Of its ten days three were worked off: what left the line are seven.
    assert changed(-6, *scope) == ("0", "1", "0", "7", "0")
    assert changed(-5, *scope) == ("0", "0", "0", "0", "0")
    assert changed(-4, *scope) == ("0", "0", "0", "0", "5")
    work = ("done_tasks", "worked_days")
    assert [changed(day, *work) for day in (-8, -7, -6, -5, -4)] == [
        ("0", "0"),
        ("0", "3"),
        ("0", "0"),
        ("1", "5"),
        ("0", "0"),
    ]
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
        assert [link.text for link in page.one(class_="jumps").all("a")] == ["Today"]
        assert "Choose a later one" in page.one(class_="empty").text
        assert viewer.get(f"{PAGE}.csv?as_of={day}").text.count("\n") == 1


def test_a_file_of_a_day_before_the_plan_is_an_empty_chart(site: Site) -> None:
    for kind in ("svg", "png", "pdf"):
        answer = site.browser("viewer").get(f"{PAGE}.{kind}?as_of=0001-01-01")
        assert answer.status_code == 200


def test_the_end_at_the_present_pace_is_said_for_the_day_that_is_shown(site: Site) -> None:
    with_pace = site.browser("viewer").get(PAGE).page.one(class_="facts-line").text
    assert "at today’s pace the work ends about" in with_pace
    assert "in the 60 days before, " in with_pace
    before = site.browser("viewer").get(f"{PAGE}?as_of={site.day(-30)}").page
    said = before.one(class_="facts-line").text
    assert "nothing was worked off in 60 days, so the end is not in sight" in said


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
    assert "the plan is closed" in page.one(class_="facts-line").text
    assert main_of(site, open_day) == before
    assert "the plan is closed" not in before
    later = site.browser("viewer").get(f"{PAGE}?as_of={saturday(site) + timedelta(days=1)}")
    assert later.status_code == 422


def saturday(site: Site) -> date:
    """Return the Saturday before last, a day over which no status date passes."""
    return site.day(-site.today.weekday() - 9)


def test_who_looks_at_the_chart_finds_its_finding_its_table_and_its_files(site: Site) -> None:
    viewer = site.browser("viewer")
    page = viewer.get(f"{PAGE}?as_of={site.day(-5)}").page
    drawings = page.one("figure").all("svg")
    assert [drawing["aria-label"] for drawing in drawings] == [page.heading] * 2
    assert "How to read it." in page.one("figcaption").text
    assert page.heading not in page.one("figure").text
    files = {link.text: link["href"] for link in page.one(class_="page-head__actions").all("a")}
    assert set(files) == {"SVG", "PNG", "PDF", "CSV"}
    for href in files.values():
        assert f"as_of={site.day(-5)}" in href
        assert viewer.get(href).status_code == 200


def scoped(site: Site) -> None:
    """Let a task come, one be worked on and one be re-estimated, on three days."""
    with site.inside() as office:
        extra = office.add("9a", 10, now=at(site, site.day(-8)))
        office.report(extra, at(site, site.day(-7)), percent=30)
        office.change(site.tasks["handed"], at(site, site.day(-4)), duration_days=25)


def test_the_arithmetic_stands_before_the_chart_and_each_of_its_terms_leads_on(site: Site) -> None:
    scoped(site)
    viewer = site.browser("viewer")
    for query, wanted in (
        ("", [("Left when the plan started", 4), ("Done", 0), ("Left today", 5)]),
        ("?unit=days", [("Left when the plan started", 86), ("Re-estimated", 5)]),
    ):
        page = viewer.get(PAGE + query).page
        terms = page.one("ul", class_="sum__terms")
        said = [term.text.split(":")[0].strip() for term in terms.all(class_="sum__label")]
        links = [
            link for link in terms.all("a") if "sum__count" in link.attributes.get("class", "")
        ]
        counts = [int(link.text) for link in links]
        for label, count in wanted:
            assert counts[said.index(label)] == count
        signs = {"Done": -1, "Worked off": -1, "Removed": -1}
        total = sum(signs.get(label, 1) * count for label, count in zip(said, counts, strict=True))
        assert total == 2 * counts[-1], "the terms add up to the last"
        for link in terms.all("a"):
            assert link["href"] == "#figures" or viewer.get(link["href"]).status_code == 200


def test_a_day_on_which_scope_changed_is_tinted_and_worded(site: Site) -> None:
    scoped(site)
    page = site.browser("viewer").get(PAGE).page
    rows = page.all("tr", class_="is-scope")
    assert [row.all("td")[6].text for row in rows] == ["+5 days re-estimated", "+1 task, +10 days"]
    assert "re-estimated" in rows[0].all("td")[7].text
    assert "from 20 to 25 working days" in rows[0].all("td")[7].text
    assert rows[1].all("td")[7].text.endswith("added 9a Draft part 9a")


def test_a_part_has_its_own_figures_on_each_day_though_tasks_moved_since(site: Site) -> None:
    with site.inside() as office:
        change = Change(office.coordinator, at(site, site.day(-9)))
        first, second = (
            lines_of_effort.add(change, SLUG, EffortFields(code, "One")) for code in ("X", "Y")
        )
        moved = office.add("9a", 10, now=at(site, site.day(-8)), initiative_id=first)
        office.change(moved, at(site, site.day(-4)), initiative_id=second)
    viewer = site.browser("viewer")

    def left(of: int, day: int) -> str:
        return viewer.get(f"{PAGE}?of=effort-{of}&as_of={site.day(day)}").page.heading

    assert left(first, -5).startswith("1 of 1 task of line of effort X remains")
    assert left(second, -5) == "No work has been recorded yet"
    assert left(first, 0) == "No task of line of effort X is in the plan"
    assert left(second, 0).startswith("1 of 1 task of line of effort Y remains")


def test_each_variant_and_unit_is_a_link_that_keeps_the_rest(site: Site) -> None:
    scoped(site)
    viewer = site.browser("viewer")
    page = viewer.get(f"{PAGE}?as_of={site.day(-2)}&unit=days").page
    for link in page.one(class_="burn-tools__switches").all("a"):
        shown = viewer.get(link["href"]).page
        assert shown.one("input", id="as_of")["value"] == site.day(-2).isoformat()
        links = shown.one(class_="burn-tools__switches").all("a")
        chosen = [one.text for one in links if "aria-current" in one.attributes]
        assert link.text in chosen


def test_what_is_none_of_the_choices_is_answered_with_the_way_out(site: Site) -> None:
    viewer = site.browser("viewer")
    for query, said in (
        ("unit=weeks", "Use tasks or days"),
        ("chart=pie", "Use down or up or flow"),
        ("of=effort-99999", "is no part of this plan"),
        ("against=99999", "This plan has no such baseline"),
    ):
        answer = viewer.get(f"{PAGE}?{query}")
        assert answer.status_code == 422
        assert said in answer.page.one(class_="facts-line").text
