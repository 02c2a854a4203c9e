"""One agency's page: its counts are those of every page, and only of plans that the reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.pages.agency import pages as agency_pages
from workplan.services.pages.overview.overviews import overview
from workplan.services.people import agencies

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.pages.agency.read_models import AgencyPage

NOW = washington(2026, 9, 2, 12)


def page(office: Office, code: str, who: str = "viewer") -> AgencyPage:
    db.session.rollback()
    agency = agencies.by_code(db.session(), code)
    return agency_pages.page_of(db.session(), office.people[who], agency, NOW)


def test_its_counts_are_those_of_the_overview(office: Office) -> None:
    for code, days in (("1a", 3), ("1b", 9)):
        office.add(code, days, washington(2026, 9, 4).date())
    office.complete(office.add("1c", 1), NOW)
    found = page(office, "PM")
    plan = office.plan(SLUG)
    seen = overview(db.session(), plan, NOW)
    [shown] = [one for one in seen.agencies if one.code == "PM"]
    silent = {one.code: one.total for one in seen.silent}
    totals = found.totals
    assert (totals.done, totals.total) == (shown.done, shown.total) == (1, 3)
    assert totals.overdue + totals.will_miss == shown.late == 1
    assert totals.silent == silent.get("PM", 0)
    assert found.owed.total == totals.left == 2


def test_a_task_of_two_bureaus_counts_once_for_their_department(office: Office) -> None:
    office.add("1a", leads=("PM", "STATE"))
    assert page(office, "STATE").totals.total == 1


def test_an_administrator_reads_its_people_and_no_task(office: Office) -> None:
    office.add("1a")
    found = page(office, "PM", "admin")
    assert (found.parts, found.owed.total, found.people, found.said) == ([], 0, [], [])
    assert found.waits.total == 0
    assert found.comparison is None
    assert {(one.name, one.plans) for one in found.at_home} == {
        ("Cora Diaz", 1),
        ("Lena Ivanova", 1),
        ("Carl Weber", 1),
    }
    assert page(office, "PM").at_home == []


def test_its_people_hold_tasks_and_report(office: Office) -> None:
    task = office.add("1a", assignee_id=office.contributor.id)
    office.report(task, NOW, office.contributor, percent=10)
    people = {one.name: one for one in page(office, "PM").people}
    assert list(people) == ["Cora Diaz", "Lena Ivanova", "Carl Weber"]
    carl = people["Carl Weber"]
    assert (carl.holds, carl.reported_on) == (1, NOW.date())
    assert people["Lena Ivanova"].holds == 0


def test_what_stands_around_it_is_named(office: Office) -> None:
    around = page(office, "PM").around
    assert around.above is not None
    assert (around.above.label, around.bureaus, around.took_in) == ("State", [], None)
    assert [one.label for one in page(office, "STATE").around.bureaus] == ["State PM"]
