"""Objectives by lead agency: each figure leads to as many tasks."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import objective_ties, objectives
from workplan.services.structure.objective_ties import Tie

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/objectives"


@pytest.fixture
def served(site: Site) -> Site:
    """Two objectives: one that three tasks serve, and a gap."""
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        wanted = objectives.written_in("Move faster\nSay so openly")
        first, _ = objectives.add(change, SLUG, wanted)
        made = {Tie(site.tasks[name], first) for name in ("ours", "handed", "theirs")}
        objective_ties.tie(change, SLUG, made, set())
    return site


def test_the_heading_names_the_gap(served: Site) -> None:
    assert "nobody serves objective" in served.browser("viewer").get(PAGE).page.heading


def test_each_figure_leads_to_as_many_tasks(served: Site) -> None:
    browser = served.browser("viewer")
    page = browser.get(PAGE).page
    figures = [
        (link["href"], int(match[0]))
        for link in page.one("table").all("a")
        if "/tasks?" in link["href"] and (match := re.match(r"\d+", link.text.strip()))
    ]
    assert len(figures) >= 6
    for href, count in figures:
        heading = browser.get(href).page.heading
        assert re.match(r"\d+", heading)[0] == str(count), (href, heading)  # type: ignore[index]


def test_the_file_has_what_the_page_has(served: Site) -> None:
    answer = served.browser("viewer").get(f"{PAGE}.csv")
    rows = list(csv.DictReader(answer.text.lstrip("\ufeff").splitlines()))
    whole = [row["tasks"] for row in rows if row["lead"] == "all"]
    assert whole[-2:] == ["3", "0"]
    assert sum(int(row["tasks"]) for row in rows if row["lead"] != "all") >= 3


def test_an_objective_that_is_none_is_refused_in_the_list(served: Site) -> None:
    answer = served.browser("viewer").get(f"/plans/{SLUG}/tasks?f=objective&o=is&v=99")
    assert answer.status_code == 422
    assert "nothing here is called “99”" in answer.text
