"""The Gantt page: the chart and its table show the same rows, at the scale that is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import baselines

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/gantt"


def test_each_bar_is_a_link_labelled_by_its_row_of_the_table(site: Site) -> None:
    page = site.browser("viewer").get(PAGE).page
    bars = [a for td in page.one("table").all("td", class_="slice") for a in td.all("a")]
    rows = {cell["id"]: cell for cell in page.one("table").all("th") if cell.id}
    assert [bar["aria-labelledby"] for bar in bars] == list(rows)
    assert [bar["href"] for bar in bars] == [cell.one("a")["href"] for cell in rows.values()]
    names = [cell.text for cell in rows.values()]
    assert "2a Draft part 2a" in names
    assert "1 Organize for success" in names


def test_the_table_says_what_the_chart_shows(site: Site) -> None:
    with site.inside() as office:
        office.add("5a", 0, site.day(40), now=site.now, name="Signed")
        baselines.freeze(Change(office.coordinator, site.now), SLUG, "Second look")
    page = site.browser("viewer").get(PAGE).page
    assert page.one(class_="facts-line").text.startswith("Gantt chart of Arms transfer plan")
    assert "against the baseline “Second look”" in page.one(class_="facts-line").text
    table = page.one("table")
    facts = {}
    for row in table.all("tr")[1:]:
        name, *others = [cell.text for cell in row.inner if cell.tag in ("td", "th")]
        facts[name.split()[0]] = others
    assert facts["1a"][0] == "State PM"
    assert facts["1a"][3].endswith("late")
    assert facts["1a"][5] == "after 2a"
    assert "crit." in facts["2a"][4]
    assert facts["5a"][1] == facts["5a"][2]
    assert page.one("table").all("path", class_="b m")


def test_subtasks_stand_below_their_task(site: Site) -> None:
    with site.inside() as office:
        office.add("1a.1", 4, parent_id=site.tasks["ours"], now=site.now)
        office.add("1a.2", 4, parent_id=site.tasks["ours"], now=site.now)
    cells = site.browser("viewer").get(PAGE).page.one("table").all("th", scope="row")
    rows = [(cell.text.split()[0], cell["class"]) for cell in cells]
    at = rows.index(("1a", "d0"))
    assert rows[at : at + 3] == [("1a", "d0"), ("1a.1", "d1"), ("1a.2", "d1")]


def test_a_plan_of_centuries_is_drawn_in_scales_that_keep_no_worker_busy(site: Site) -> None:
    with site.inside() as office:
        office.add("9a", 1, date(1901, 1, 7), now=site.now)
        office.add("9b", 1, date(2100, 1, 4), now=site.now)
    viewer = site.browser("viewer")
    page = viewer.get(PAGE).page
    assert [a.text for a in page.one("nav", aria_label="Scale").all("a")] == ["Quarter"]
    for path in (f"{PAGE}?scale=day", f"{PAGE}.png?scale=day", f"{PAGE}.svg?scale=month"):
        answer = viewer.get(path)
        assert answer.status_code == 422
        assert "which is too long to draw by the" in answer.text
        assert answer.text.count("Use quarter.") == 1
    assert viewer.get(f"{PAGE}.png").status_code == 200


def test_the_scale_is_the_one_asked_for(site: Site) -> None:
    viewer = site.browser("viewer")
    widths = []
    for scale in ("day", "week", "month", "quarter"):
        page = viewer.get(f"{PAGE}?scale={scale}").page
        current = [link.text for link in page.all("a", aria_current="true")]
        assert current == [scale.capitalize()]
        widths.append(float(page.one("th", class_="slice").one("svg")["width"]))
        files = [link["href"] for link in page.all("a") if "gantt.svg" in link.attributes["href"]]
        assert files == [f"{PAGE}.svg?scale={scale}"]
    assert widths == sorted(widths, reverse=True)


def test_an_unknown_scale_is_answered_with_those_there_are(site: Site) -> None:
    for path in (PAGE, f"{PAGE}.svg", f"{PAGE}.png"):
        answer = site.browser("viewer").get(f"{path}?scale=hour")
        assert answer.status_code == 422
        assert "“hour” is no scale. Use day, week, month, quarter." in answer.page.text


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
    finding = "4 late; 4 of 4 tasks remain"
    assert finding in words
    assert site.browser("viewer").get(PAGE).page.heading == finding
    overview = site.browser("viewer").get(f"/plans/{SLUG}").page
    figures = [int(f.one("strong").text) for f in overview.one("ul", class_="figures").all("li")]
    assert figures[1] + figures[2] == 4
