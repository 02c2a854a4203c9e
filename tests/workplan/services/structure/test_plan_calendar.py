"""The calendar of a plan: its week, the federal holidays, days of its own; saved as one change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Plan
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.calendars.working import federal_calendar
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.exchange import formats
from workplan.extensions import db
from workplan.services.changes.previews import preview
from workplan.services.changes.undoing.undo import undo
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.history.entry_names import Names
from workplan.services.history.entry_words import said
from workplan.services.interchange import exports, imports
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change
from workplan.services.structure import plan_calendar
from workplan.services.structure.plan_calendar import PlanDays

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.dates.rescheduling import Move

NOW = washington(2026, 9, 1)
LABOR_DAY = date(2026, 9, 7)
WEDNESDAY, SATURDAY = date(2026, 9, 2), date(2026, 9, 5)


def version(office: Office) -> int:
    return plan_calendar.version_of(db.session(), office.plan().id)


def save(office: Office, wanted: PlanDays, who: str = "coordinator") -> list[Move]:
    change = Change(office.people[who], NOW)
    return plan_calendar.change(change, SLUG, version(office), wanted, "As agreed")


def test_a_day_off_beside_the_federal_ones_moves_what_comes_after_it(office: Office) -> None:
    task = office.add("1a", 5)
    assert office.task(task).finish_on == date(2026, 9, 8)  # Labor Day lies between.
    moves = save(office, PlanDays().with_off({WEDNESDAY: "Offsite"}))
    assert task in {move.task_id for move in moves}
    assert office.task(task).finish_on == date(2026, 9, 9)
    plan = office.plan()
    assert plan_calendar.days_of(plan).off == {WEDNESDAY: "Offsite"}
    assert not calendar_of_plan(plan).is_working(LABOR_DAY)


def test_a_day_worked_against_the_week_or_a_holiday_brings_it_forward(office: Office) -> None:
    task = office.add("1a", 5)
    save(office, PlanDays().with_worked({LABOR_DAY: "Surge", SATURDAY: "Surge"}))
    assert office.task(task).finish_on == date(2026, 9, 5)
    entry = office.journal()[-2]
    assert said(entry, Names()) == ("5 Sep 2026 (Surge), 7 Sep 2026 (Surge) worked")


def test_a_week_of_its_own_and_no_federal_holidays(office: Office) -> None:
    task = office.add("1a", 5)
    save(office, PlanDays("1111110", is_federal=False))
    assert office.task(task).finish_on == date(2026, 9, 5)
    words = [said(e, Names()) for e in office.journal() if e.verb == plan_calendar.CHANGED]
    assert words == [
        "Working week from Mon to Fri to Mon to Sat; federal holidays are no longer days off"
    ]


def test_all_of_it_is_taken_back_as_one_and_forth_again(office: Office) -> None:
    task = office.add("1a", 5)
    wanted = PlanDays("1111110").with_off({WEDNESDAY: "Offsite"}).with_worked({LABOR_DAY: ""})
    save(office, wanted)
    moved = office.task(task).finish_on
    seq = next(e.seq for e in office.journal() if e.verb == plan_calendar.CHANGED)
    undo(Change(office.coordinator, NOW), seq)
    assert office.plan().days_off is None
    assert calendar_of_plan(office.plan()) is federal_calendar()
    assert office.task(task).finish_on == date(2026, 9, 8)
    again = [e.seq for e in office.journal() if e.verb == plan_calendar.CHANGED][-1]
    undo(Change(office.coordinator, NOW), again)
    assert plan_calendar.days_of(office.plan()) == wanted
    assert office.task(task).finish_on == moved
    save(office, PlanDays())
    with refused(InvalidInput, "Since then somebody changed"):
        undo(Change(office.coordinator, NOW), seq)


def test_what_would_move_is_shown_before_it_is_saved(office: Office) -> None:
    task = office.add("1a", 5)
    plan, guard = office.plan(), version(office)
    wanted = PlanDays().with_off({WEDNESDAY: ""})
    change = Change(office.coordinator, NOW)
    found = preview(change, plan.id, lambda c: plan_calendar.change(c, SLUG, guard, wanted))
    assert [(one.id, one.days) for one in found.moved] == [(task, 1)]
    assert office.task(task).finish_on == date(2026, 9, 8)
    assert office.plan().days_off is None


def test_days_that_change_nothing_are_left_out(office: Office) -> None:
    days = PlanDays().with_off({SATURDAY: "", WEDNESDAY: "Closed"})
    assert days.off == {WEDNESDAY: "Closed"}
    assert PlanDays().with_worked({WEDNESDAY: ""}).worked == {}
    assert days.with_worked({WEDNESDAY: "After all"}) == PlanDays(off={})
    assert days.without({WEDNESDAY}) == PlanDays(off={})
    save(office, PlanDays())
    assert office.journal()[-1].verb != plan_calendar.CHANGED


def test_a_calendar_without_a_day_of_work_is_refused(office: Office) -> None:
    with refuses("week", "No day of the week"):
        save(office, PlanDays("0000000"))
    with refuses("days", "at most"):
        first = date(2026, 1, 1).toordinal()
        save(office, PlanDays(off={date.fromordinal(first + n): "" for n in range(1_001)}))


def test_a_calendar_that_somebody_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    guard = version(office)
    save(office, PlanDays().with_off({WEDNESDAY: ""}))
    with pytest.raises(StaleVersion):
        plan_calendar.change(Change(office.coordinator, NOW), SLUG, guard, PlanDays())
    with pytest.raises(NotAllowed):
        save(office, PlanDays(), "lead")


@given(
    st.text("01", min_size=7, max_size=7).filter(lambda mask: "1" in mask),
    st.booleans(),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from(["", "x"])),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from(["", "x"])),
)
def test_what_is_asked_for_is_what_is_stored_and_what_is_computed_by(
    mask: str, is_federal: bool, off: dict[date, str], worked: dict[date, str]
) -> None:
    days = PlanDays(mask, is_federal).with_off(off).with_worked(worked)
    assert plan_calendar.days_of(Plan(**days.columns())) == days
    calendar = days.calendar()
    assert all(calendar.is_working(day) for day in worked)
    assert not any(calendar.is_working(day) for day in off.keys() - worked.keys())
    runs = plan_calendar.runs_of(days)
    assert sum(run.length for run in runs) == len(days.off) + len(days.worked)
    taken = plan_calendar.days_in(days, [run.key for run in runs])
    assert days.without(taken) == PlanDays(mask, is_federal, {}, {})


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_a_plan_comes_back_from_its_file_with_its_calendar(office: Office, form: str) -> None:
    office.add("1a", 5)
    wanted = PlanDays().with_off({WEDNESDAY: "Offsite"}).with_worked({SATURDAY: "Surge"})
    save(office, wanted)
    session = db.session()
    taken = exports.Taken(session, office.plan(), "", NOW, with_history=False)
    read = formats.read(exports.export(taken, form).content, "plan", date(2026, 9, 1))
    imports.import_plan(
        Change(office.coordinator, NOW), read, office.coordinator.id, ImportWishes("again")
    )
    assert plan_calendar.days_of(office.plan("again")) == wanted
