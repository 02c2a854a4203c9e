"""Who has not reported lately: counted whole, however many tasks that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.pages.overview.silent_work import NAMED, silent_agencies
from workplan.services.tasks import states

if TYPE_CHECKING:
    from support.ground.office import Office

BEGUN, NOW = washington(2026, 9, 2), washington(2026, 9, 28)


def test_an_agency_is_counted_whole_and_named_with_its_first_tasks(office: Office) -> None:
    for number in range(NAMED + 3):
        office.add(f"1.{number}", 30, now=BEGUN)
    joint = office.add("2", 30, now=BEGUN, leads=("PM", "DSCA"))
    office.report(joint, BEGUN, percent=10)
    plan = office.plan(SLUG)
    found = silent_agencies(db.session(), states.day_of(db.session(), plan, NOW), NOW)
    by_code = {one.code: one for one in found}
    assert by_code["PM"].total == NAMED + 4
    assert [line.task_code for line in by_code["PM"].tasks] == [f"1.{n}" for n in range(NAMED)]
    assert by_code["PM"].more == 4
    # The plan has one of theirs from the beginning.
    assert [line.task_code for line in by_code["DSCA"].tasks][-1] == "2"
    assert (by_code["DSCA"].total, by_code["DSCA"].more) == (2, 0)
    assert by_code["DSCA"].last == BEGUN


def test_who_never_reported_comes_first_and_who_reported_lately_not_at_all(office: Office) -> None:
    one = office.add("1", 30, now=BEGUN)
    office.add("2", 30, now=BEGUN, leads=("DSCA",))
    office.report(one, BEGUN, percent=10)
    plan = office.plan(SLUG)
    day = states.day_of(db.session(), plan, NOW)
    found = silent_agencies(db.session(), day, NOW)
    assert [agency.code for agency in found] == ["DSCA", "PM"]
    office.report(one, NOW, percent=20)
    assert [agency.code for agency in silent_agencies(db.session(), day, NOW)] == ["DSCA"]
