"""An archive carries the cycles of a plan, with what stood when each was closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.files.wishes import TUESDAY
from support.record.cycling import by, closes, cycle, opens, with_only
from workplan.extensions import db
from workplan.services.interchange import archives
from workplan.services.pages.cycles.answers import answers_of
from workplan.services.reporting.cycles import finding, standings

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_restored_cycle_says_what_it_said(office: Office) -> None:
    task = office.add("1a", 90, leads=("PM", "DSCA"))
    with_only(office, task)
    opens(office)
    office.report(task, TUESDAY + timedelta(hours=1), percent=10)
    closes(office, TUESDAY + timedelta(hours=2))
    opens(office, now=TUESDAY + timedelta(days=1))
    session = db.session()
    before = answers_of(session, office.plan(), cycle(office), TUESDAY)
    kept = archives.archive_of(session, office.plan())
    db.session.rollback()
    plan = archives.restore(by(office, now=TUESDAY + timedelta(days=2)), kept, "again")
    found = finding.by_number(session, plan.id, 1)
    after = answers_of(session, plan, found, TUESDAY)
    assert [(line.label, line.missed) for line in after.agencies] == [("DSCA", 1), ("State PM", 0)]
    assert [one.name for one in after.people] == [one.name for one in before.people] == ["Dana Kim"]
    assert after.tasks.isdisjoint(before.tasks)
    assert [one.code for one in standings.tasks_kept(session, found)] == ["1a"]
    second = finding.open_one(session, plan.id)
    assert second is not None
    assert second.number == 2
