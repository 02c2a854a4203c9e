"""A sheet saved in one go: all rows or none, one group, one undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Dependency
from support.record.typed_sheets import (
    NOW,
    by_code,
    cells_of,
    new,
    order,
    problems,
    save,
    shown,
)
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.sheet.cells import Cells
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office


def test_rows_are_added_tied_and_dated_in_one_go(empty: Office) -> None:
    since = empty.last_seq()
    saved = save(
        empty,
        new(1, "3(a)", "Choose the platforms", "State PM", "DoD", "2w", "", "15 Jan 2027"),
        new(2, "3(b)", "Check them", "DSCA + State", "", "5", "3(a) FS+2", "after 3(a) +10"),
        new(3, "3(c)", "Say so", "PM", "DSCA: consult", "m", "3(b), 3(a) SS", "promptly"),
        reason="As the task force asked",
    )
    assert saved.counts == {"added": 3}
    ids = by_code(empty)
    first, second, third = (empty.task(ids[code]) for code in ("3(a)", "3(b)", "3(c)"))
    assert first.duration_days == 10
    assert first.due_on == date(2027, 1, 15)
    assert (first.start_on, first.finish_on) == (date(2026, 9, 1), date(2026, 9, 15))
    assert second.start_on == date(2026, 9, 18)
    assert second.due_on == date(2026, 9, 25)
    assert third.finish_on == second.finish_on
    assert cells_of(empty, third.id) == Cells(
        "3(c)", "Say so", "State PM", "DSCA: consult", "m", "3(b), 3(a) SS", ""
    )
    group, *parts = empty.journal(since)
    assert (group.verb, group.reason) == ("sheet.saved", "As the task force asked")
    assert {part.cause_seq for part in parts} == {group.seq}
    verbs = [part.verb for part in parts if part.verb != "task.moved"]
    assert verbs == ["task.added"] * 3 + ["dependency.added"] * 3
    assert journal.verify(db.session())[0] == empty.last_seq()


def test_a_whole_sheet_is_taken_back_and_forth_again(empty: Office) -> None:
    first = save(empty, new(1, "1", "One", "PM", "", "5"), new(2, "2", "Two", "PM", "", "5", "1"))
    ids = by_code(empty)
    before = [cells_of(empty, ids["1"]), cells_of(empty, ids["2"])]
    since = empty.last_seq()
    save(
        empty,
        shown(empty, ids["1"], name="First", days="8", suspense="30 Sep 2026"),
        shown(empty, ids["2"], waits="1 SS+1", leads="DSCA"),
        new(3, "2.1", "Part", "PM", "", "3", "1"),
        order="t{1} n3 t{2}".replace("{1}", str(ids["1"])).replace("{2}", str(ids["2"])),
    )
    assert [code for code, _ in order(empty)] == ["1", "2.1", "2"]
    after = [cells_of(empty, ids["1"]), cells_of(empty, ids["2"])]
    undo(Change(empty.coordinator, NOW), empty.journal(since)[0].seq)
    assert by_code(empty) == ids
    assert [cells_of(empty, ids["1"]), cells_of(empty, ids["2"])] == before
    undo(Change(empty.coordinator, NOW), _last_group(empty))
    assert [cells_of(empty, ids["1"]), cells_of(empty, ids["2"])] == after
    assert first.counts == {"added": 2}


def _last_group(office: Office) -> int:
    return max(e.seq for e in office.journal(0) if e.verb == "group.undone")


def test_only_what_was_typed_changes(empty: Office) -> None:
    task_id = empty.add("1a", 5, SUSPENSE, now=NOW, description="Long", assignee_id=WORKER(empty))
    since = empty.last_seq()
    save(empty, shown(empty, task_id, name="Renamed"))
    [entry] = [e for e in empty.journal(since) if e.verb == "task.changed"]
    assert entry.after == {"name": "Renamed"}
    assert save(empty, shown(empty, task_id)).counts == {
        "added": 0, "changed": 0, "removed": 0, "moved": 0,
    }  # fmt: skip
    assert fields_of(db.session(), empty.task(task_id)).description == "Long"


def WORKER(office: Office) -> int:  # noqa: N802  # reads as the fields beside it
    return office.contributor.id or 0


SUSPENSE = date(2026, 12, 1)


def test_a_row_is_indented_moved_and_removed(empty: Office) -> None:
    a, b, c, d = (empty.add(code, 5, now=NOW) for code in ("1", "2", "3", "4"))
    save(
        empty,
        replace(shown(empty, d), is_removed=True),
        shown(empty, a, days="sum"),
        order=f"t{c} t{a} -t{b} t{d}",
    )
    assert list(order(empty)) == [("3", 1), ("1", 1), ("2", 2)]
    assert empty.task(b).parent_id == a
    assert empty.task(d).removed_at is not None


def test_the_days_of_a_task_that_gets_its_first_subtask_are_asked_about(empty: Office) -> None:
    a, b = empty.add("1", 5, now=NOW), empty.add("2", 3, now=NOW)
    [problem] = problems(empty, order=f"t{a} -t{b}")
    assert (problem.key, problem.column) == (f"t{a}", "days")
    assert [m.value for m in problem.mendings] == ["sum", "keep"]
    save(empty, shown(empty, a, days="keep"), order=f"t{a} -t{b}")
    assert list(order(empty)) == [("1", 1), ("2", 2), ("1.1", 2)]
    assert empty.task(by_code(empty)["1.1"]).duration_days == 5
    assert cells_of(empty, a).days == "sum"


def test_rows_without_a_number_get_the_next_one(empty: Office) -> None:
    saved = save(
        empty,
        new(1, "3(a)", "One", "PM", "", "5"),
        new(2, "", "Two", "PM", "", "5"),
        new(3, "", "Three", "PM", "", "5"),
        order="n1 n2 -n3",
    )
    assert saved.read.numbered == {"n2": "3(b)", "n3": "3(b).1"}
    assert list(order(empty)) == [("3(a)", 1), ("3(b)", 1), ("3(b).1", 2)]


def test_a_number_that_is_given_anew_keeps_what_waits_for_it(empty: Office) -> None:
    a, b = empty.add("1", 5, now=NOW), empty.add("2", 3, now=NOW)
    dependencies.add(Change(empty.coordinator, NOW), b, DependencyFields(a))
    save(empty, shown(empty, a, code="9"))
    assert cells_of(empty, b).waits == "9"
    save(empty, shown(empty, b, waits="9 FS+1"))
    [row] = db.session.scalars(select(Dependency))
    assert (row.predecessor_id, row.lag_days) == (a, 1)


def test_blank_rows_are_nothing(empty: Office) -> None:
    since = empty.last_seq()
    assert not any(save(empty, new(1), new(2, " ")).counts.values())
    assert empty.journal(since) == []
