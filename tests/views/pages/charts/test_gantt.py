"""The Gantt page: the chart and its table show the same rows, at the scale that is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sqlalchemy import update

from models import Task
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.baseline import baselines
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

PAGE = f"/plans/{SLUG}/gantt"


def test_each_bar_is_a_link_labelled_by_its_row_of_the_table(site: Site) -> None:
    page = site.browser("viewer").get(PAGE).page
    bars = [a for td in page.one("table").all("td", class_="slice") for a in td.all("a")]
    links = [cell.all("a")[-1] for cell in page.one("table").all("th", scope="row")]
    assert [bar["aria-labelledby"] for bar in bars] == [link["id"] for link in links]
    assert [bar["href"] for bar in bars] == [link["href"] for link in links]
    names = [link.text for link in links]
    assert "2a Draft part 2a" in names
    assert "1 Organize for success" in names


def facts_of(page: Page) -> dict[str, dict[str, str]]:
    """Return what the table says of each row, by its code and the name of the column."""
    found = {}
    for row in page.one("tbody").all("tr"):
        code = row.one("span", class_="code").text
        cells = [cell for cell in row.all("td") if cell["class"] != "slice"]
        found[code] = {cell["class"].split()[0]: cell.text for cell in cells}
        found[code]["said"] = row.one("th")["aria-description"]
    return found


def test_the_table_says_what_the_chart_shows(site: Site) -> None:
    with site.inside() as office:
        office.add("5a", 0, site.day(40), now=site.now, name="Signed")
        baselines.freeze(Change(office.coordinator, site.now), SLUG, "Second look")
    page = site.browser("viewer").get(PAGE).page
    assert page.one(class_="facts-line").text.startswith("Gantt chart of Arms transfer plan")
    assert "grey bars: baseline “Second look”" in page.one(class_="facts-line").text
    facts = facts_of(page)
    assert facts["1a"]["lead"] == "State PM"
    assert facts["1a"]["hand"].startswith("−")
    assert "starts when 2a ends" in facts["1a"]["said"]
    assert "will miss by" in facts["1a"]["said"] or "overdue by" in facts["1a"]["said"]
    assert page.one("table").all("path", class_="b m")


def test_the_chart_says_by_how_much_a_task_is_late_as_the_list_does(site: Site) -> None:
    with site.inside() as office:
        passed = office.add("5a", 30, site.day(-7), now=site.now)
        coming = office.add("5b", 30, site.day(7), now=site.now)
        calendar = day_of(db.session(), office.plan(), site.now).calendar
        since = max(1, calendar.working_days_between(site.day(-7), site.today))
        assert office.task(passed).late_days > since, "it ends later than it is overdue by now"
        missed = office.task(coming).late_days
    viewer = site.browser("viewer")

    facts, listed = facts_of(viewer.get(PAGE).page), viewer.get(f"/plans/{SLUG}/tasks").page.text

    assert facts["5a"]["hand"] == f"−{since}overdue by {since}"
    assert facts["5b"]["hand"] == f"−{missed}will miss by {missed}"
    assert f"overdue by {since} working day" in facts["5a"]["said"]
    assert f"will miss by {missed} working day" in facts["5b"]["said"]
    assert f"overdue by {since}" in listed
    assert f"will miss by {missed}" in listed


def test_columns_are_chosen_in_the_address(site: Site) -> None:
    viewer = site.browser("viewer")
    heads = [cell.text for cell in viewer.get(PAGE).page.one("thead").all("th", scope="col")]
    assert heads[:-1] == ["Task", "Lead", "Finish", "In hand"]
    page = viewer.get(f"{PAGE}?columns=start&columns=driver").page
    heads = [cell.text for cell in page.one("thead").all("th", scope="col")]
    assert heads[:-1] == ["Task", "Start", "Starts or ends"]
    led_on = viewer.get(f"{PAGE}?columns=suspense&choose=these&scale=week")
    assert led_on.headers["Location"] == f"{PAGE}?scale=week&columns=suspense"
    viewer.get(led_on.headers["Location"])
    assert viewer.get(PAGE).headers["Location"] == f"{PAGE}?columns=suspense"


def test_subtasks_stand_below_their_task(site: Site) -> None:
    with site.inside() as office:
        office.add("1a.1", 4, parent_id=site.tasks["ours"], now=site.now)
        office.add("1a.2", 4, parent_id=site.tasks["ours"], now=site.now)
    page = site.browser("viewer").get(PAGE).page
    rows = [
        (row.one("span", class_="code").text, row["data-level"])
        for row in page.one("tbody").all("tr")
    ]
    at = rows.index(("1a", "1"))
    assert rows[at : at + 3] == [("1a", "1"), ("1a.1", "2"), ("1a.2", "2")]


def test_what_is_folded_stands_in_the_address_and_is_unfolded_by_a_link(site: Site) -> None:
    with site.inside() as office:
        office.add("1a.1", 4, parent_id=site.tasks["ours"], now=site.now)
    viewer = site.browser("viewer")
    fold = next(a for a in viewer.get(PAGE).page.all("a", class_="fold") if "1a" in a.text)
    assert fold.text == "Fold 1a"
    folded = viewer.get(f"{PAGE}{fold['href']}").page
    assert "1a.1" not in facts_of(folded)
    assert "1a" in facts_of(folded)
    unfold = next(a for a in folded.all("a", class_="fold") if "1a" in a.text)
    assert unfold.text == "Unfold 1a"
    assert "1a.1" in facts_of(viewer.get(f"{PAGE}{unfold['href']}").page)


def test_the_filter_of_the_task_list_narrows_the_chart(site: Site) -> None:
    viewer = site.browser("viewer")
    page = viewer.get(f"{PAGE}?text=2a&scale=week").page
    assert set(facts_of(page)) <= {"2a", "2", "1"}
    assert "2a" in facts_of(page)
    chip = page.one("a", class_="filter__chip")
    assert chip["href"] == f"{PAGE}?scale=week"
    empty = viewer.get(f"{PAGE}?text=zebra").page
    assert "No task fits this filter." in empty.text
    answer = viewer.get(f"{PAGE}?f=due&o=is&v=soonish")
    assert answer.status_code == 422
    assert "The chart below leaves the conditions out." in answer.page.text
    assert "1a" in facts_of(answer.page)


def test_critical_only_is_one_more_condition(site: Site) -> None:
    page = site.browser("viewer").get(f"{PAGE}?f=percent&o=lt&v=50&scale=week").page
    link = next(a for a in page.all("a") if a.text == "Critical only")
    assert link["href"] == "?f=percent&o=lt&v=50&scale=week&f=critical&o=is&v=yes"


def test_any_baseline_or_none_stands_under_the_bars(site: Site) -> None:
    with site.inside() as office:
        baselines.freeze(Change(office.coordinator, site.now), SLUG, "First look")
        baselines.freeze(Change(office.coordinator, site.now), SLUG, "Second look")
    viewer = site.browser("viewer")
    menu = viewer.get(PAGE).page.one("div", class_="gantt-tools")
    first = next(a for a in menu.all("a") if a.text.startswith("First look"))
    shown = viewer.get(f"{PAGE}{first['href']}").page
    assert "baseline “First look”" in shown.one(class_="facts-line").text
    bare = viewer.get(f"{PAGE}?baseline=none").page
    assert "grey bars" not in bare.one(class_="facts-line").text
    assert not bare.one("table").all("path", class_="base")
    answer = viewer.get(f"{PAGE}?baseline=99999")
    assert answer.status_code == 422
    assert "is no baseline of this plan" in answer.page.text


def test_a_plan_of_centuries_is_drawn_in_scales_that_keep_no_worker_busy(site: Site) -> None:
    with site.inside() as office:
        late = {"constraint_code": "SNET", "constraint_on": date(2100, 1, 4)}
        office.add("9b", 1, now=site.now, **late)
    viewer = site.browser("viewer")
    page = viewer.get(PAGE).page
    scales = [a.text for a in page.one("nav", aria_label="Scale").all("a")]
    assert scales == ["Quarter", "Year", "Fit"]
    for path in (f"{PAGE}?scale=day", f"{PAGE}.png?scale=day", f"{PAGE}.svg?scale=month"):
        answer = viewer.get(path)
        assert answer.status_code == 422
        assert "which is too long to draw by the" in answer.text
        assert answer.text.count("Use quarter or year.") == 1
    assert viewer.get(f"{PAGE}.png").status_code == 200


def test_the_scale_is_the_one_asked_for(site: Site) -> None:
    viewer = site.browser("viewer")
    widths = []
    for scale in ("day", "week", "month", "quarter", "year"):
        page = viewer.get(f"{PAGE}?scale={scale}").page
        current = [link.text for link in page.all("a", aria_current="true")]
        assert current == [scale.capitalize()]
        widths.append(float(page.one("svg", class_="gantt gantt__room")["width"]))
        files = [link["href"] for link in page.all("a") if "gantt.svg" in link.attributes["href"]]
        assert files == [f"{PAGE}.svg?scale={scale}"]
    assert widths == sorted(widths, reverse=True)


def test_an_unknown_scale_is_answered_with_those_there_are(site: Site) -> None:
    for path in (PAGE, f"{PAGE}.svg", f"{PAGE}.png"):
        answer = site.browser("viewer").get(f"{path}?scale=hour")
        assert answer.status_code == 422
        assert "“hour” is no scale. Use day, week, month, quarter, year." in answer.page.text


def test_a_page_that_is_not_there_is_the_last_or_the_first(site: Site) -> None:
    viewer = site.browser("viewer")
    first = viewer.get(PAGE).page.one("main").text
    for page in ("999", "abc", "-1", ""):
        assert viewer.get(f"{PAGE}?page={page}").page.one("main").text == first


def test_a_removed_task_leaves_the_chart_and_its_dependencies_with_it(site: Site) -> None:
    viewer = site.browser("viewer")
    assert viewer.get(PAGE).page.all("path", class_="dep")
    with site.inside() as office:
        office.remove(site.tasks["theirs"], site.now)
    page = viewer.get(PAGE).page
    assert "2a" not in page.one("table").text.split()
    assert not page.all("path", class_="dep")


def test_a_plan_without_tasks_says_what_to_do(site: Site) -> None:
    with site.inside() as office:
        for name in ("ours", "theirs", "handed"):
            office.remove(site.tasks[name], site.now)
        keep = next(t.id for t in site.rows("tasks") if t.code == "0" and t.plan_id == 1)
        office.remove(keep, site.now)
    page = site.browser("viewer").get(PAGE).page
    assert "This plan has no scheduled task yet." in page.one(class_="empty").text
    assert site.browser("viewer").get(f"{PAGE}.svg").status_code == 200
    assert site.browser("viewer").get(f"/plans/{SLUG}").page.heading == "Nothing is scheduled yet"


def test_the_file_counts_each_late_task_once(site: Site) -> None:
    with site.inside() as office:
        office.add("1a.1", 90, parent_id=site.tasks["ours"], now=site.now, due=site.day(2))
    svg = site.browser("viewer").get(f"{PAGE}.svg").data
    words = ["".join(e.itertext()) for e in ET.fromstring(svg).iter() if "text" in e.tag]  # noqa: S314  # our own
    finding = "4 of 4 open tasks will end after their suspense"
    assert finding in words
    assert site.browser("viewer").get(PAGE).page.heading == finding
    overview = site.browser("viewer").get(f"/plans/{SLUG}").page
    figures = [int(f.one("strong").text) for f in overview.one("ul", class_="figures").all("li")]
    assert figures[1] + figures[2] == 4


def test_tasks_without_dates_are_counted_below_the_chart_or_instead_of_it(site: Site) -> None:
    viewer = site.browser("viewer")
    nowhere = {"start_on": None, "finish_on": None}
    with site.inside(), writing() as session:
        session.execute(update(Task).where(Task.code == "1a").values(**nowhere))
    assert "1 task without dates cannot be drawn." in viewer.get(PAGE).page.one("main").text
    with site.inside(), writing() as session:
        session.execute(update(Task).values(**nowhere))
    page = viewer.get(PAGE).page
    assert "because the plan cannot be computed" in page.one(class_="empty").text
    assert not page.all("table", class_="gantt-table")
