"""What a sheet added is taken out in sets: as many statements for any number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.statements import statements
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.sheet import saving
from workplan.services.sheet.cells import Cells, Typed, TypedRow

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def saved(office: Office, count: int, first: int = 1) -> int:
    """Save a chain of new rows and return the entry of the group."""
    since = office.last_seq()
    rows = tuple(
        TypedRow(
            f"n{number}",
            Cells(
                f"s{first + number}",
                "One",
                "PM",
                "",
                "3",
                f"s{first + number - 1}" if number > 1 else "",
                f"after s{first + 1} +9" if number > 1 else "",
            ),
        )
        for number in range(1, count + 1)
    )
    saving.save(Change(office.coordinator, NOW), SLUG, Typed(rows))
    return office.journal(since)[0].seq


def test_taking_many_rows_back_sends_hardly_more_statements_than_a_few(office: Office) -> None:
    few, many = saved(office, 3), saved(office, 12, first=100)
    first = statements(lambda: undo(Change(office.coordinator, NOW), few))
    # Nine rows more; a suspense that moves or not may want a statement for all of them.
    assert statements(lambda: undo(Change(office.coordinator, NOW), many)) <= first + 2


def test_each_part_is_taken_back_by_an_entry_of_its_own_and_the_burn_adds_up(
    office: Office,
) -> None:
    seq = saved(office, 3)
    since = office.last_seq()
    undo(Change(office.coordinator, NOW), seq)
    verbs = [e.verb for e in office.journal(since) if e.verb != "task.moved"]
    assert verbs == ["group.undone", *["dependency.removed"] * 2, *["task.removed"] * 3]
    everything = office.journal(seq - 1)
    assert sum(e.scope_tasks for e in everything) == 0
    assert sum(e.remaining_days for e in everything) == 0
    assert journal.verify(db.session())[0] == office.last_seq()
    undo(Change(office.coordinator, NOW), office.journal(since)[0].seq)
    added = [e.subject_id for e in everything if e.verb == "task.added"]
    assert all(office.task(task_id or 0).removed_at is None for task_id in added)


def test_what_was_built_on_since_is_refused(office: Office) -> None:
    seq = saved(office, 2)
    added = [e.subject_id for e in office.journal(seq) if e.verb == "task.added"]
    office.add("part", 3, now=NOW, parent_id=added[1])
    with refuses("task", "has subtasks"):
        undo(Change(office.coordinator, NOW), seq)
