"""Schedule health: points lead to the tasks to mend, and the trend stands as it was."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Task
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.health import points
from workplan.services.tasks import states

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

PAGE = f"/plans/{SLUG}/health"


def shown(site: Site) -> Page:
    return site.browser("viewer").get(PAGE).page


def test_the_heading_counts_what_the_table_says(site: Site) -> None:
    rows = list(csv.DictReader(site.browser("viewer").get(f"{PAGE}.csv").text.splitlines()))
    verdicts = [row["verdict"] for row in rows]
    assert len(verdicts) == 14
    passed, run = verdicts.count("pass"), 14 - verdicts.count("not run")
    assert shown(site).heading.startswith(f"{passed} of {run} points pass")


def test_each_point_leads_to_as_many_tasks_as_it_counts(site: Site) -> None:
    with site.inside() as office:
        for number in range(9):
            office.add(f"9{number}", 60, now=site.now)
    led = [link for link in shown(site).all("a") if link.text.startswith("all ")]
    assert led
    for link in led:
        listed = site.browser("viewer").get(link["href"]).page
        assert listed.heading == f"{link.text.removeprefix('all ')} tasks"


def test_a_point_that_is_none_is_refused_in_the_list(site: Site) -> None:
    answer = site.browser("viewer").get(f"/plans/{SLUG}/tasks?f=health&o=is&v=15")
    assert answer.status_code == 422
    assert "nothing here is called “15”" in answer.text


def test_what_is_to_mend_can_be_asked_for_the_other_way_round(site: Site) -> None:
    browser = site.browser("viewer")
    counts = [
        int(re.match(r"\d+|No", browser.get(f"/plans/{SLUG}/tasks{query}").page.heading)[0])  # type: ignore[index]
        for query in ("", "?f=health&o=is&v=1", "?f=health&o=not&v=1")
    ]
    assert counts[0] == counts[1] + counts[2]


def test_each_day_that_passes_keeps_the_points_of_that_day(site: Site) -> None:
    with site.inside() as office:
        plan = office.plan()
        later = site.now + timedelta(days=5)
        days = plan_stages.pass_days(Change(SCHEDULER, later), plan.id)
        kept = points.past_days(db.session(), plan.id)
        assert [one.on for one in kept][-len(days) :] == days
        now = points.look_at(db.session(), plan).points
        assert kept[-1].attention == [p.number for p in now if p.verdict == "attention"]
        assert kept[-1].run == sum(p.verdict != "not run" for p in now)


def test_a_plan_of_which_all_is_done_has_nothing_to_mend(site: Site) -> None:
    with site.inside() as office:
        is_open = select(Task.id).where(Task.plan_id == office.plan().id, states.is_open())
        for task_id in db.session.scalars(is_open).all():
            done = {"status": "complete", "percent": 100}
            office.report(task_id, site.now, office.coordinator, **done)
    page = shown(site)
    assert "0 open tasks" in page.one(class_="facts-line").text
    assert "in this order" not in page.text


def test_a_health_that_cannot_be_worked_out_holds_no_day_up(
    site: Site, monkeypatch: Any, caplog: Any
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(points, "look_at", breaks)
    with site.inside() as office:
        later = site.now + timedelta(days=5)
        assert plan_stages.pass_days(Change(SCHEDULER, later), office.plan().id)
        kept = [e.after for e in office.journal() if e.verb == "plan.day_passed"][-1]
    assert "health" not in kept
    assert "could not be worked out" in caplog.text


def test_the_trend_ends_with_what_the_heading_says(site: Site) -> None:
    with site.inside() as office:
        plan_stages.pass_days(Change(SCHEDULER, site.now), office.plan().id)
        for number in range(9):
            office.add(f"9{number}", 60, now=site.now)
    page = shown(site)
    passed = page.heading.partition(" ")[0]
    for drawn in page.all("svg", class_="trend"):
        assert drawn["aria-label"].endswith(f": {passed} now")


def test_a_closed_plan_with_open_tasks_says_so_and_advises_nothing(site: Site) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    page = shown(site)
    assert page.heading.startswith("The plan is closed; ")
    assert "in this order" not in page.text
