"""What tests of a sheet type, and what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.sheet import saving
from workplan.services.sheet.cells import Cells, CellsRefused, Problem, Spot, Typed, TypedRow
from workplan.services.sheet.outlines import outline_of
from workplan.services.sheet.present import rows_of, setting_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.office import Office
    from workplan.services.sheet.saving import Saved

NOW = washington(2026, 9, 2)


def outline(office: Office):  # type: ignore[no-untyped-def]
    return outline_of(db.session(), office.plan().id)


def cells_of(office: Office, task_id: int) -> Cells:
    session, plan = db.session(), office.plan()
    setting = setting_of(session, plan, civil_date(NOW, plan.time_zone))
    return rows_of(session, outline(office), setting, [task_id])[task_id].cells


def shown(office: Office, task_id: int, **typed: str) -> TypedRow:
    """Return a row as the page shows it, with some cells typed anew."""
    cells = cells_of(office, task_id)
    return TypedRow(f"t{task_id}", cells._replace(**typed), cells, office.task(task_id).version)


def new(number: int, *cells: str) -> TypedRow:
    return TypedRow(f"n{number}", Cells(*cells))


def save(office: Office, *rows: TypedRow, order: str = "", reason: str = "") -> Saved:
    """Save rows; the order is written as keys, each with a dash for each level below a task."""
    spots = tuple(outline(office).spots)
    wanted = tuple(
        Spot(word.lstrip("-"), 1 + word.count("-")) if word[0] != "h" else Spot(word, 0)
        for word in order.split()
    )
    wanted = wanted or (*spots, *(Spot(row.key, 1) for row in rows if row.task_id is None))
    typed = Typed(rows, spots, wanted)
    return saving.save(Change(office.coordinator, NOW), SLUG, typed, reason)


def problems(office: Office, *rows: TypedRow, order: str = "") -> list[Problem]:
    """Return what is wrong, and make sure that nothing was saved."""
    before = snapshot()
    with pytest.raises(CellsRefused) as raised:
        save(office, *rows, order=order)
    assert snapshot() == before
    return raised.value.read.problems


def by_code(office: Office) -> dict[str, int]:
    return {task.code: task.id for task in outline(office).tasks.values()}


def order(office: Office) -> Iterator[tuple[str, int]]:
    found = outline(office)
    return [(found.tasks[s.key].code, s.level) for s in found.spots if s.level]  # type: ignore[return-value]
