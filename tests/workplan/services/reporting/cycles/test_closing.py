"""Closing a cycle keeps what stands, for good: figures, tasks, answers, and who owed what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import CycleAnswer, CycleTask, TaskAgency
from support.files.wishes import TUESDAY
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.cycling import by, closes, cycle, missed, opens, with_only
from support.web.refusals import refuses
from workplan.errors import StaleVersion
from workplan.extensions import db
from workplan.services.pages.cycles.changes import figures_kept
from workplan.services.record import journal
from workplan.services.record.transaction import writing
from workplan.services.reporting.cycles import closing, standings
from workplan.services.tasks.plan_counts import counts_of
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office

LATER = TUESDAY + timedelta(hours=2)


@pytest.fixture
def led(office: Office) -> dict[str, int]:
    """A joint task that will miss its suspense, one of State PM, and one that is done."""
    begun = washington(2026, 10, 1)
    due = date(2026, 12, 10)
    made = {
        "1a": office.add("1a", 90, due, leads=("PM", "DSCA"), now=begun),
        "1b": office.add("1b", 90, now=begun),
        "1c": office.add("1c", 5, now=begun),
    }
    with_only(office, *made.values())
    office.complete(made["1c"], begun + timedelta(days=1))
    return made


def test_it_keeps_the_figures_of_the_plan_and_the_head_of_the_journal(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    opens(office)
    plan = office.plan()
    day = day_of(db.session(), plan, LATER)
    now = counts_of(db.session(), {plan.id: day})[plan.id]
    seq, head = journal.head(db.session())
    db.session.rollback()
    closes(office, LATER, "The catalog holds the dates.")
    found = cycle(office)
    assert figures_kept(found.figures) == now
    assert (now.total, now.done, now.late, now.left) == (3, 1, 1, 2)
    assert (found.head, found.figures["seq"], found.words) == (
        head,
        seq,
        "The catalog holds the dates.",
    )
    assert (found.state, found.ended_by_id) == ("closed", office.coordinator.id)


def test_it_keeps_each_task_as_it_stands_and_later_changes_alter_nothing(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    office.report(led["1b"], LATER, percent=40)
    closes(office, LATER + timedelta(hours=1))
    before = standings.tasks_kept(db.session(), cycle(office))
    assert [(one.code, one.chip, one.percent) for one in before] == [
        ("1a", "will_miss", 0),
        ("1b", "on_track", 40),
        ("1c", "complete", 100),
    ]
    db.session.rollback()
    office.complete(led["1b"], LATER + timedelta(hours=2))
    assert standings.tasks_kept(db.session(), cycle(office)) == before
    assert len(db.session.scalars(select(CycleTask)).all()) == 3


def test_what_is_not_reported_stands_so_under_the_names_of_those_who_owed_it(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    office.report(led["1a"], LATER, percent=10)
    assert closes(office, LATER + timedelta(hours=1)) == (2, 2)
    rows = db.session.scalars(select(CycleAnswer)).all()
    found = {(one.task_id, one.agency_id): (one.answered, one.owed_by) for one in rows}
    assert found == {
        (led["1a"], office.agencies["PM"]): ("reported", ""),
        (led["1a"], office.agencies["DSCA"]): ("missed", "Dana Kim"),
        (led["1b"], office.agencies["PM"]): ("missed", "Lena Ivanova"),
    }
    last = office.journal()[-1]
    assert (last.verb, (last.after or {})["missed"]) == ("cycle.closed", 2)


def test_what_nobody_saw_as_missing_is_not_kept_as_missing(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    opens(office)
    with refuses("seen", "you have not seen as such"):
        closing.close(by(office, now=LATER), SLUG, 1, 1, "", [*missed(office)][:1])
    assert cycle(office).state == "open"
    assert db.session.scalars(select(CycleTask)).all() == []


def test_it_is_closed_once_and_from_the_page_as_it_is(office: Office, led: dict[str, int]) -> None:
    assert led
    opens(office)
    with pytest.raises(StaleVersion):
        closing.close(by(office), SLUG, 1, 7, "", [])
    with refuses("words", "2,001 characters"):
        closing.close(by(office), SLUG, 1, 1, "x" * 2_001, [])
    closes(office)
    with refuses("cycle", "is closed"):
        closes(office)


def test_a_report_after_the_closing_counts_for_the_next_one(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    closes(office, LATER)
    office.report(led["1b"], LATER + timedelta(hours=1), percent=40)
    opens(office, now=LATER + timedelta(hours=2))
    rows = db.session.scalars(select(CycleAnswer).where(CycleAnswer.answered != "missed")).all()
    assert rows == []
    db.session.rollback()
    # As of the same day, so what was reported on it counts now.
    assert closes(office, LATER + timedelta(hours=3), number=2).tasks == 1


def test_an_agency_that_came_to_owe_a_task_since_is_not_kept_as_missing(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    seen = missed(office)
    with writing() as session:
        dsca = office.agencies["DSCA"]
        session.add(TaskAgency(task_id=led["1b"], agency_id=dsca, role="lead"))
    with refuses("seen", "you have not seen as such"):
        closing.close(by(office, now=LATER), SLUG, 1, 1, "", seen)
    assert cycle(office).state == "open"
