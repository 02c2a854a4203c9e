"""What an agency owes, most pressing first; how far it is behind; what it said last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.pages.agency import work as agency_work
from workplan.services.people.standing import led_by
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.endings import ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure.baseline import baselines
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.tasks.states import PlanDay

NOW = washington(2026, 9, 2, 12)


def days(office: Office) -> dict[int, PlanDay]:
    plan = office.plan(SLUG)
    return {plan.id: day_of(db.session(), plan, NOW)}


def led(office: Office) -> object:
    return led_by(frozenset({office.agencies["PM"]}))


def test_what_presses_stands_first(office: Office) -> None:
    office.add("1a", 2)
    office.add("1b", 2, date(2026, 9, 30))
    office.add("1c", 9, date(2026, 9, 7))
    office.add("1d", 2, date(2026, 9, 1))
    owed = agency_work.owed_by(db.session(), days(office), led(office), 1)
    assert [row.code for row, _ in owed.rows] == ["1d", "1c", "1b", "1a"]
    assert {owners.led_by for _, owners in owed.rows} == {"State PM"}


def test_a_long_list_has_pages(office: Office) -> None:
    for number in range(agency_work.A_PAGE + 1):
        office.add(f"1-{number}", 1)
    last = agency_work.owed_by(db.session(), days(office), led(office), 99)
    assert (last.page, last.pages, len(last.rows)) == (2, 2, 1)


def test_it_is_compared_with_the_baseline_that_charts_use(office: Office) -> None:
    first, second = office.add("1a", 2), office.add("1b", 2)
    baselines.freeze(Change(office.coordinator, NOW), SLUG, "Agreed")
    office.change(first, NOW, duration_days=7)
    office.complete(second, washington(2026, 9, 2))
    found = agency_work.comparison(db.session(), days(office), led(office))
    assert found is not None
    assert (found.name, found.done, found.kept, found.running) == ("Agreed", 1, 1, (5, 5))
    furthest = found.rows[0]
    assert (furthest.task.code, furthest.days) == ("1a", 5)
    assert found.most == 5


def test_the_last_reports_are_the_newest_first(office: Office) -> None:
    task = office.add("1a", 9)
    for percent in (10, 20):
        office.report(task, NOW, percent=percent, done=f"{percent} done")
    said = agency_work.last_said(db.session(), [*days(office)], led(office))
    assert [(row.code, row.done) for row in said] == [("1a", "20 done"), ("1a", "10 done")]


def test_what_is_claimed_or_was_ended_keeps_no_baseline(office: Office) -> None:
    done, ended, claimed = (office.add(f"1{letter}", 9) for letter in "abc")
    baselines.freeze(Change(office.coordinator, NOW), SLUG, "Agreed")
    office.complete(done, NOW)
    version = office.task(ended).version
    ways_out.end(Change(office.coordinator, NOW), ended, version, Ended("not_done", "No money"))
    with writing():
        office.plan().verifies = "everything"
    office.complete(claimed, NOW)
    found = agency_work.comparison(db.session(), days(office), led(office))
    assert found is not None
    assert (found.kept, found.done) == (1, 1)
    assert {row.task.code: row.state for row in found.rows} == {
        "1a": "done",
        "1b": "not_done",
        "1c": "claimed",
    }
