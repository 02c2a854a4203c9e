"""Why dates moved: whose silence, which report, which change; and by how much the end moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.record.statements import statements
from workplan.extensions import db
from workplan.services.history.date_moves import TaskMove, moves_between
from workplan.services.history.end_moves import EndMove, end_between
from workplan.services.history.move_causes import Share, grouped
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

MONDAY = washington(2026, 9, 14)


def pass_days(office: Office, count: int, first: datetime = MONDAY) -> datetime:
    """Let working days pass, and return the last of them."""
    for number in range(count):
        first = first + timedelta(days=1 if number or first != MONDAY else 0)
        plan_stages.pass_days(Change(SCHEDULER, first), office.plan().id)
    return first


def moved(office: Office, task: int, last: date) -> TaskMove:
    db.session.rollback()
    return moves_between(db.session(), office.plan(), date(2026, 9, 14), last, task)[0]


def end(office: Office, last: date) -> EndMove | None:
    db.session.rollback()
    return end_between(db.session(), office.plan(), date(2026, 9, 14), last)


def test_days_that_pass_name_the_silent_task_who_leads_it_and_since_when(office: Office) -> None:
    silent = office.add("A", 10, now=MONDAY, leads=("PM", "DSCA"))
    waiting = office.add("B", 3, now=MONDAY)
    wanted = DependencyFields(silent)
    dependencies.add(Change(office.coordinator, MONDAY), waiting, wanted)
    office.report(silent, MONDAY, office.coordinator, percent=10, actual_start_on=date(2026, 9, 14))
    last = pass_days(office, 5)

    own, other = (moved(office, task, last.date()) for task in (silent, waiting))

    assert own.days > 0
    assert [cause.kind for cause in own.causes] == ["silence"]
    assert [said for _, said in own.causes[0].parts] == ["no report since 14 Sep (State PM, DSCA)"]
    assert [said for _, said in other.causes[0].parts] == [
        "no report since 14 Sep on A Draft part A (State PM, DSCA)"
    ]
    assert sum(share.days for share in other.shares) == other.days


def test_a_task_without_a_report_says_that_there_is_none_yet(office: Office) -> None:
    silent = office.add("A", 10, now=MONDAY)
    last = pass_days(office, 5)
    assert moved(office, silent, last.date()).causes[0].parts[0][1] == "no report yet (State PM)"


def test_causes_are_gathered_by_kind_and_add_up() -> None:
    day = date(2026, 9, 14)
    shares = [
        Share(3, "no report yet (War)", "Scheduler", day, 1, is_silence=True),
        Share(-8, "A: reported 50 %", "Lena", day, 2, is_report=True),
        Share(2, "no report yet (War)", "Scheduler", day, 3, is_silence=True),
        Share(1, "A: reported 60 %", "Lena", day, 4, is_report=True),
        Share(2, "B got a predecessor", "Cora", day, 5),
    ]
    causes = grouped(shares)
    assert [(cause.title, cause.days) for cause in causes] == [
        ("Reports that brought it forward", -8),
        ("Days that passed without a report", 5),
        ("Changes of the plan", 2),
        ("Reports that put it off", 1),
    ]
    assert causes[0].parts == [(-8, "A: reported 50 % (Lena)")]
    assert causes[1].parts == [(5, "no report yet (War)")]
    assert sum(cause.days for cause in causes) == sum(share.days for share in shares)


def test_the_end_is_what_it_was_at_the_close_of_each_day(office: Office) -> None:
    office.add("A", 5, now=MONDAY)
    long = office.add("B", 20, now=MONDAY)
    plan_stages.pass_days(Change(SCHEDULER, MONDAY), office.plan().id)
    stood = office.task(long).finish_on
    later = pass_days(office, 8)

    found = end(office, later.date())

    assert found is not None
    assert (found.before.task_id, found.before.finish_on) == (long, stood)
    assert (found.after.task_id, found.after.finish_on) == (long, office.task(long).finish_on)
    assert found.days == moved(office, long, later.date()).days > 0
    office.remove(long, later + timedelta(days=1))
    gone = end(office, later.date() + timedelta(days=1))
    assert gone is not None
    assert (gone.before.task_id, gone.after.name) == (long, "A Draft part A")


def test_the_end_and_its_causes_take_as_many_statements_for_many_tasks(office: Office) -> None:
    for number in range(3):
        office.add(f"A{number}", 10, now=MONDAY)
    last = pass_days(office, 3)
    few = _asked(office, last.date())
    for number in range(20):
        office.add(f"B{number}", 10, now=last)
    pass_days(office, 3, last)
    assert _asked(office, last.date() + timedelta(days=3)) == few


def _asked(office: Office, last: date) -> int:
    db.session.rollback()
    plan, first = office.plan(), date(2026, 9, 14)

    def ask() -> None:
        moves_between(db.session(), plan, first, last)
        end_between(db.session(), plan, first, last)

    return statements(ask)
