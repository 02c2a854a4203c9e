"""The trend of milestones, from the journal alone; and slippage by group."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baselines
from workplan.services.structure.baseline.baselines import Grounds

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/milestones"
COMPARE = f"/plans/{SLUG}/baselines/compare"


def foreseen(site: Site, code: str) -> list[str]:
    answer = site.browser("viewer").get(f"{PAGE}.csv")
    rows = csv.reader(answer.text.splitlines())
    return [row[3] for row in rows if row[0] == code]


def test_each_move_of_a_milestone_is_a_step_of_its_line(site: Site) -> None:
    with site.inside() as office:
        stone = office.add("9m", 5, site.day(90), now=site.now)
        before = office.task(stone).finish_on
    assert foreseen(site, "9m") == [str(before)]
    with site.inside() as office:
        office.change(stone, site.now, duration_days=12)
        after = office.task(stone).finish_on
    assert after != before
    # Both on one day: what stood when the day was over counts.
    assert foreseen(site, "9m") == [str(after)]


def test_what_was_removed_stays_and_says_so(site: Site) -> None:
    with site.inside() as office:
        stone = office.add("9m", 5, site.day(90), now=site.now)
        office.remove(stone, site.now)
    [row] = [r for r in site.browser("viewer").get(PAGE).page.all("tr") if "9m" in r.text]
    assert "removed" in row.text


def test_work_without_a_suspense_that_takes_time_is_no_milestone(site: Site) -> None:
    with site.inside() as office:
        office.add("9w", 5, now=site.now)
        office.add("9s", 0, now=site.now)
    assert foreseen(site, "9w") == []
    assert len(foreseen(site, "9s")) == 1


def test_the_chart_is_saved_as_each_kind_of_file(site: Site) -> None:
    begins = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    with site.inside() as office:
        office.add("9s", 0, now=site.now)
    for kind, magic in begins.items():
        assert site.browser("viewer").get(f"{PAGE}.{kind}").data.startswith(magic)


def test_slippage_by_each_group_adds_up_to_what_moved(site: Site) -> None:
    with site.inside() as office:
        name = "Before"
        baselines.freeze(Change(office.coordinator, site.now), SLUG, name, Grounds(is_charted=True))
        office.change(site.tasks["theirs"], site.now, duration_days=30)
    page = site.browser("viewer").get(f"{COMPARE}?by=effort").page
    [table] = [t for t in page.all("table") if "On average" in t.text]
    later = [row.all("td")[1].text for row in table.all("tr")[1:]]
    moved = [row for row in page.all("table")[0].all("tr") if "later" in row.text]
    assert sum(int(text) for text in later if text != "–") == len(moved) > 0


def test_a_group_that_is_none_is_refused(site: Site) -> None:
    answer = site.browser("viewer").get(f"{COMPARE}?by=colour")
    assert answer.status_code == 422
    assert "“colour” groups nothing. Use effort, agency, objective." in answer.text
